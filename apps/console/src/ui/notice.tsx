import { CircleCheck } from 'lucide-react'
import { useEffect } from 'react'
import styles from './notice.module.css'

interface NoticeProps {
  /** Nothing is shown while it is empty. */
  readonly text: string
  readonly onOver: () => void
}

const shownMs = 6_000

/** Says in passing that something was done. Never the only word on something that was not. */
export function Notice({ text, onOver }: NoticeProps) {
  useEffect(() => {
    if (text === '') return undefined
    const timer = setTimeout(onOver, shownMs)
    return () => clearTimeout(timer)
  }, [text, onOver])
  return (
    <div role="status" className={styles['place']}>
      {text !== '' && (
        <p className={styles['notice']}>
          <CircleCheck size={16} aria-hidden />
          {text}
        </p>
      )}
    </div>
  )
}
