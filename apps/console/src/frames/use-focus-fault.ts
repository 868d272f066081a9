import { useEffect, useRef, type RefObject } from 'react'

/** After sending, the first field with a fault gets the focus as soon as it says so; whoever types meanwhile is left alone. */
export function useFocusFault<Container extends HTMLElement>(): {
  readonly container: RefObject<Container | null>
  readonly expectFault: () => void
  readonly forgetFault: () => void
} {
  const container = useRef<Container>(null)
  const isExpected = useRef(false)
  useEffect(() => {
    const fault = isExpected.current ? container.current?.querySelector<HTMLElement>('[aria-invalid="true"]') : null
    if (!fault) return
    isExpected.current = false
    fault.focus()
  })
  return {
    container,
    expectFault: () => {
      isExpected.current = true
    },
    forgetFault: () => {
      isExpected.current = false
    },
  }
}
