import { entry } from './en/entry.ts'
import { keyList } from './en/key-list.ts'
import { shell } from './en/shell.ts'

export const en = { ...entry, ...shell, ...keyList }

export type Messages = typeof en
