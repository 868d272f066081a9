import type { ReactNode } from 'react'
import type { Formats } from '../../lib/formats.ts'
import type { Messages } from '../../messages/en.ts'
import styles from './api-keys-page.module.css'
import type { ColumnID } from './list-search.ts'
import type { ApiKeyRow } from './rows.ts'
import { statusMark } from './status-mark.tsx'

interface ColumnContext {
  readonly messages: Messages
  readonly formats: Formats
  /** Some managers do not keep when a key last signed in. */
  readonly keepsLastSignIn: boolean
}

interface ApiKeyColumn {
  readonly id: ColumnID
  readonly widthMinPx: number
  readonly grow: number
  readonly cell: (row: ApiKeyRow, context: ColumnContext) => ReactNode
  readonly hint?: (row: ApiKeyRow, context: ColumnContext) => string | undefined
}

export const columnHeader = {
  name: 'name',
  role: 'role',
  status: 'status',
  expires: 'expires',
  lastSignIn: 'lastSignIn',
  created: 'created',
  description: 'description',
  ID: 'ID',
  language: 'language',
  timeZone: 'timeZone',
  failedAttempts: 'failedAttempts',
  unlockTime: 'unlockTime',
} as const satisfies Record<ColumnID, keyof Messages>

export const apiKeyColumns: readonly ApiKeyColumn[] = [
  { id: 'name', widthMinPx: 160, grow: 2, cell: ({ key }) => name(key.keyName) },
  { id: 'role', widthMinPx: 152, grow: 1, cell: roleName },
  { id: 'status', widthMinPx: 172, grow: 0, cell: status, hint: freesItself },
  { id: 'expires', widthMinPx: 152, grow: 0, cell: expires, hint: hintFor(({ key }) => key.expiryDate) },
  { id: 'lastSignIn', widthMinPx: 204, grow: 0, cell: lastSignIn, hint: hintFor(({ key }) => key.lastSignIn) },
  {
    id: 'created',
    widthMinPx: 152,
    grow: 0,
    cell: ({ key }, { formats }) => formats.dateTime(key.created),
    hint: hintFor(({ key }) => key.created),
  },
  { id: 'description', widthMinPx: 130, grow: 2, cell: ({ key }) => quiet(key.description) },
  { id: 'ID', widthMinPx: 90, grow: 0, cell: ({ key }) => code(key.ID) },
  { id: 'language', widthMinPx: 100, grow: 0, cell: ({ key }) => <span lang="en">{key.locale}</span> },
  { id: 'timeZone', widthMinPx: 160, grow: 0, cell: ({ key }) => key.timeZone },
  { id: 'failedAttempts', widthMinPx: 130, grow: 0, cell: ({ key }) => key.unsuccessfulSignInAttempts },
  { id: 'unlockTime', widthMinPx: 152, grow: 0, cell: unlockTime, hint: hintFor(({ key }) => key.unlockTime) },
]

/** On a phone: the name with a second line under it, and the status. */
export const narrowApiKeyColumns: readonly ApiKeyColumn[] = [
  { id: 'name', widthMinPx: 140, grow: 1, cell: twoLines },
  { id: 'status', widthMinPx: 116, grow: 0, cell: status, hint: freesItself },
]

// Functions and not components: hundreds of them are drawn at once.
const name = (text: string) => <strong className={styles['name']}>{text}</strong>
const quiet = (text: ReactNode) => <span className={styles['quiet']}>{text}</span>
const code = (text: ReactNode) => <span className={styles['code']}>{text}</span>

function roleName(row: ApiKeyRow, { messages }: ColumnContext): ReactNode {
  return row.roleName ?? quiet(messages.unavailable)
}

function twoLines(row: ApiKeyRow, context: ColumnContext): ReactNode {
  const { messages, formats } = context
  const { expiryDate, keyName } = row.key
  return (
    <span className={styles['lines']}>
      {name(keyName)}
      <span className={styles['quiet']}>
        {roleName(row, context)} ·{' '}
        {expiryDate === undefined ? messages.neverExpires : messages.until(formats.date(expiryDate))}
      </span>
    </span>
  )
}

function status({ status: now, key: { unlockTime: at } }: ApiKeyRow, { formats, messages }: ColumnContext): ReactNode {
  return statusMark(messages, now, now === 'locked-out' && at !== undefined ? formats.soon(at) : undefined)
}

function freesItself(row: ApiKeyRow, { formats, messages }: ColumnContext): string | undefined {
  const { unlockTime: at } = row.key
  if (row.status !== 'locked-out' || at === undefined) return undefined
  return messages.freesItself(formats.dateTimeIn(at, formats.timeZone) ?? formats.dateTime(at))
}

function expires({ key }: ApiKeyRow, { formats, messages }: ColumnContext): ReactNode {
  return key.expiryDate === undefined ? quiet(messages.never) : formats.dateTime(key.expiryDate)
}

function lastSignIn({ key }: ApiKeyRow, { formats, messages, keepsLastSignIn }: ColumnContext): ReactNode {
  if (key.lastSignIn !== undefined) return formats.dateTime(key.lastSignIn)
  return quiet(keepsLastSignIn ? messages.notSeenSince(formats.date(key.created)) : messages.unavailable)
}

function unlockTime({ key }: ApiKeyRow, { formats }: ColumnContext): ReactNode {
  return key.unlockTime === undefined ? null : formats.dateTime(key.unlockTime)
}

/** The same moment for everyone who has to speak of it: the viewer, UTC, and the key's own zone. */
function hintFor(momentOf: (row: ApiKeyRow) => number | undefined) {
  return (row: ApiKeyRow, { formats, messages }: ColumnContext): string | undefined => {
    const epochMs = momentOf(row)
    if (epochMs === undefined) return undefined
    const { timeZone: keyZone } = row.key
    return [...new Set([formats.timeZone, 'UTC', keyZone])]
      .flatMap((zone) => {
        const text = formats.dateTimeIn(epochMs, zone)
        return text === undefined ? [] : zone === keyZone ? messages.keyZone(text, zone) : text
      })
      .join('\n')
  }
}
