import { useEffect, useRef, type RefObject } from 'react'

/** After sending, the first field with a fault gets the focus as soon as it says so; whoever types meanwhile is left alone. */
export function useFocusFault<Container extends HTMLElement>(): {
  readonly container: RefObject<Container | null>
  readonly expectFault: () => void
  readonly forgetFault: () => void
} {
  const container = useRef<Container>(null)
  const isExpected = useRef(false)
  const focusFault = () => {
    const fault = isExpected.current ? container.current?.querySelector<HTMLElement>('[aria-invalid="true"]') : null
    if (!fault) return
    isExpected.current = false
    fault.focus()
  }
  useEffect(focusFault)
  return {
    container,
    /** Called last in a submit: sending again may draw nothing anew, and a refusal of before has to be gone by then. */
    expectFault: () => {
      isExpected.current = true
      setTimeout(focusFault)
    },
    forgetFault: () => {
      isExpected.current = false
    },
  }
}
