import { useEffect, useState } from 'react'

const backgroundMs = 30_000

/** Shown until it is hidden by hand, the page is left, or it has been in the background for half a minute. */
export function useShownForAWhile(): [boolean, (shown: boolean) => void] {
  const [isShown, setShown] = useState(false)
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const hide = () => setShown(false)
    const watch = () => {
      clearTimeout(timer)
      if (document.visibilityState === 'hidden') timer = setTimeout(hide, backgroundMs)
    }
    document.addEventListener('visibilitychange', watch)
    addEventListener('pagehide', hide)
    return () => {
      clearTimeout(timer)
      document.removeEventListener('visibilitychange', watch)
      removeEventListener('pagehide', hide)
    }
  }, [])
  return [isShown, setShown]
}
