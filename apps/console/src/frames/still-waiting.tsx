import { useEffect, useState } from 'react'
import { useWindowSpeech } from '../messages/windows.ts'
import styles from './frames.module.css'

const patienceMs = 3_000

/** Said beside the buttons once an answer takes long: what was sent is under way, and is not sent twice. */
export function StillWaiting({ isBusy }: { readonly isBusy: boolean }) {
  const { messages } = useWindowSpeech()
  const [isLong, setLong] = useState(false)
  useEffect(() => {
    if (!isBusy) return undefined
    const timer = setTimeout(() => setLong(true), patienceMs)
    return () => {
      clearTimeout(timer)
      setLong(false)
    }
  }, [isBusy])
  return (
    <span role="status" className={styles['waiting']}>
      {isLong && messages.stillWaiting}
    </span>
  )
}
