import { keyList } from './en/key-list.ts'
import { shell } from './en/shell.ts'

export const en = { ...shell, ...keyList }

export type Messages = typeof en
