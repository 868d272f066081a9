import type { Administrator } from '@latchkey/contract'
import type { ReactNode } from 'react'
import { byNumber, type ListColumn } from '../../frames/list-rows.ts'
import { TwoLines } from '../../frames/two-lines.tsx'
import type { Formats } from '../../lib/formats.ts'
import type { AllMessages } from '../../messages/administration.ts'
import { StateMark } from '../../ui/state-mark.tsx'
import { statusAt, type UserStatus } from './user-rules.ts'
import styles from './users.module.css'

export interface UserRow {
  readonly user: Administrator
  /** Undefined where the viewer may not read the role. */
  readonly roleName: string | undefined
  readonly status: UserStatus
}

export const toUserRows = (
  users: readonly Administrator[],
  roleNames: ReadonlyMap<number, string>,
  now: number,
): readonly UserRow[] =>
  users.map((user) => ({ user, roleName: roleNames.get(user.roleID), status: statusAt(user, now) }))

interface Columns {
  readonly wide: readonly ListColumn<UserRow>[]
  readonly narrow: readonly ListColumn<UserRow>[]
}

export function userColumns(messages: AllMessages, formats: Formats, { compare }: Intl.Collator): Columns {
  const status = ({ status: now }: UserRow): ReactNode =>
    now === 'active' ? (
      <StateMark tone="success">{messages.statusActive}</StateMark>
    ) : (
      <StateMark tone="danger">{messages.statusLockedOut}</StateMark>
    )
  const byName = (a: UserRow, b: UserRow) => compare(a.user.username, b.user.username)
  const role = (row: UserRow) => row.roleName ?? messages.unavailable
  const moment = (ms: number | undefined) => (ms === undefined ? undefined : formats.dateTimeIn(ms, formats.timeZone))
  const text = (id: 'fullName' | 'emailAddress', header: string, widthMinPx: number): ListColumn<UserRow> => ({
    id,
    header,
    widthMinPx,
    grow: 1,
    cell: ({ user }) => user[id],
    compare: (a, b) => compare(a.user[id], b.user[id]),
  })
  return {
    wide: [
      {
        id: 'username',
        header: messages.userName,
        widthMinPx: 160,
        grow: 2,
        cell: ({ user }) => <strong>{user.username}</strong>,
        compare: byName,
      },
      text('fullName', messages.fullName, 150),
      {
        id: 'role',
        header: messages.role,
        widthMinPx: 140,
        grow: 1,
        cell: role,
        compare: (a, b) => compare(role(a), role(b)),
      },
      {
        id: 'status',
        header: messages.status,
        widthMinPx: 124,
        grow: 0,
        cell: status,
        hint: ({ user: { unlockTime }, status: now }) =>
          now === 'active' || unlockTime === undefined
            ? undefined
            : `${messages.unlockTime}: ${formats.dateTimeIn(unlockTime, formats.timeZone)}`,
        compare: (a, b) => compare(b.status, a.status),
      },
      {
        id: 'mfa',
        header: messages.mfaShort,
        widthMinPx: 90,
        grow: 0,
        cell: ({ user }) => (user.mfaType === 'none' ? messages.off : messages.on),
        compare: (a, b) => compare(a.user.mfaType, b.user.mfaType),
      },
      {
        id: 'lastSignIn',
        header: messages.lastSignIn,
        widthMinPx: 204,
        grow: 0,
        cell: ({ user }) =>
          user.lastSignIn === undefined ? (
            <span className={styles['quiet']}>{messages.notSeenSince(formats.date(user.created))}</span>
          ) : (
            formats.dateTime(user.lastSignIn)
          ),
        hint: ({ user }) => moment(user.lastSignIn),
        compare: (a, b) => byNumber(a.user.lastSignIn, b.user.lastSignIn),
      },
      text('emailAddress', messages.emailAddress, 170),
    ],
    narrow: [
      {
        id: 'username',
        header: messages.userName,
        widthMinPx: 140,
        grow: 1,
        cell: (row) => <TwoLines name={row.user.username} note={role(row)} />,
        compare: byName,
      },
      { id: 'status', header: messages.status, widthMinPx: 116, grow: 0, cell: status },
    ],
  }
}
