import type { Messages } from './en.ts'
import { entry } from './ja/entry.ts'
import { keyList } from './ja/key-list.ts'
import { keyWindow } from './ja/key-window.ts'
import { keyWork } from './ja/key-work.ts'
import { secret } from './ja/secret.ts'
import { shell } from './ja/shell.ts'

export const ja: Messages = { ...entry, ...shell, ...keyList, ...keyWindow, ...secret, ...keyWork }
