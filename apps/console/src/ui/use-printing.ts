import { useEffect, useState } from 'react'
import { flushSync } from 'react-dom'

/** Whether the page is going on paper: what is shown then alone is drawn before it does. */
export function usePrinting(): boolean {
  const [isPrinting, setIsPrinting] = useState(false)
  useEffect(() => {
    const look = ({ type }: Event) => flushSync(() => setIsPrinting(type === 'beforeprint'))
    addEventListener('beforeprint', look)
    addEventListener('afterprint', look)
    return () => {
      removeEventListener('beforeprint', look)
      removeEventListener('afterprint', look)
    }
  }, [])
  return isPrinting
}
