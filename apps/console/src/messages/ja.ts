import type { Messages } from './en.ts'
import { entry } from './ja/entry.ts'
import { keyList } from './ja/key-list.ts'
import { shell } from './ja/shell.ts'

export const ja: Messages = { ...entry, ...shell, ...keyList }
