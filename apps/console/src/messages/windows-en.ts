import { entry } from './en/entry.ts'
import { keyWindow } from './en/key-window.ts'
import { keyWork } from './en/key-work.ts'
import { secret } from './en/secret.ts'

/** What windows over a list say besides; it comes with them. */
export const en = { ...entry, ...keyWindow, ...secret, ...keyWork }

export type WindowMessages = typeof en
