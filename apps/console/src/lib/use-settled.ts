import { useDeferredValue } from 'react'

/** False at the first drawing: what can be shown a moment later does not hold up what is looked for. */
export const useSettled = (): boolean => useDeferredValue(true, false)
