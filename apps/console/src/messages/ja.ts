import type { Messages } from './en.ts'
import { keyList } from './ja/key-list.ts'
import { shell } from './ja/shell.ts'

export const ja: Messages = { ...shell, ...keyList }
