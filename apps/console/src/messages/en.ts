import { entry } from './en/entry.ts'
import { keyList } from './en/key-list.ts'
import { keyWindow } from './en/key-window.ts'
import { keyWork } from './en/key-work.ts'
import { secret } from './en/secret.ts'
import { shell } from './en/shell.ts'

export const en = { ...entry, ...shell, ...keyList, ...keyWindow, ...secret, ...keyWork }

export type Messages = typeof en
