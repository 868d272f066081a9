import { entry } from './ja/entry.ts'
import { keyWindow } from './ja/key-window.ts'
import { keyWork } from './ja/key-work.ts'
import { secret } from './ja/secret.ts'
import type { WindowMessages } from './windows-en.ts'

export const ja: WindowMessages = { ...entry, ...keyWindow, ...secret, ...keyWork }
