import { createContext } from 'react'

/** What is to be said on the page once a window that stood over it is closed. */
export const Say = createContext<(words: string) => void>(() => undefined)
