import type { Role } from '@latchkey/contract'
import type { ReactNode } from 'react'
import { byNumber, type ListColumn } from '../../frames/list-rows.ts'
import { TwoLines } from '../../frames/two-lines.tsx'
import type { AllMessages } from '../../messages/administration.ts'
import styles from './roles.module.css'
import type { Holders, HoldersOf } from './use-holders.ts'

export interface RoleRow {
  readonly role: Role
  readonly holders: Holders
  readonly access: string
  /** In words, or that it is not known. */
  readonly assignedTo: string
}

const builtInIDs: readonly number[] = [1, 2]

export const toRoleRows = (
  roles: readonly Role[],
  holders: HoldersOf,
  messages: AllMessages,
  number: (value: number) => string,
): readonly RoleRow[] =>
  roles.map((role) => {
    const held = holders.of(role.ID)
    return {
      role,
      holders: held,
      access: accessOf(role, messages),
      assignedTo: assignedTo(held, holders, messages, number),
    }
  })

function accessOf({ allowUserInterface, allowWebService }: Role, messages: AllMessages): string {
  const ways = [
    ...(allowUserInterface ? [messages.accessConsole] : []),
    ...(allowWebService ? [messages.accessApi] : []),
  ]
  return ways.length === 0 ? messages.accessNone : ways.join(messages.listSeparator)
}

function assignedTo(
  { users, keys }: Holders,
  { usersAreKnown, keysAreKnown }: HoldersOf,
  messages: AllMessages,
  number: (value: number) => string,
): string {
  return [
    usersAreKnown ? messages.usersCount(number(users.length)) : messages.usersUnavailable,
    keysAreKnown ? messages.keysCount(number(keys.length)) : messages.keysUnavailable,
  ].join(messages.listSeparator)
}

export function roleColumns(
  messages: AllMessages,
  { compare }: Intl.Collator,
): { readonly wide: readonly ListColumn<RoleRow>[]; readonly narrow: readonly ListColumn<RoleRow>[] } {
  const byName = (a: RoleRow, b: RoleRow) => compare(a.role.name, b.role.name)
  const holders = ({ holders: { users, keys } }: RoleRow) => users.length + keys.length
  return {
    wide: [
      { id: 'name', header: messages.name, widthMinPx: 180, grow: 2, cell: nameCell, compare: byName },
      {
        id: 'description',
        header: messages.description,
        widthMinPx: 200,
        grow: 3,
        cell: ({ role }) => <span className={styles['quiet']}>{role.description}</span>,
        compare: (a, b) => compare(a.role.description, b.role.description),
      },
      {
        id: 'access',
        header: messages.accessType,
        widthMinPx: 184,
        grow: 0,
        cell: ({ access }) => access,
        compare: (a, b) => compare(a.access, b.access),
      },
      {
        id: 'assigned',
        header: messages['tab.assigned'],
        widthMinPx: 190,
        grow: 0,
        cell: ({ assignedTo: text }) => text,
        compare: (a, b) => byNumber(holders(a), holders(b)),
      },
      {
        id: 'builtIn',
        header: messages.builtIn,
        widthMinPx: 90,
        grow: 0,
        cell: ({ role }) => (builtInIDs.includes(role.ID) ? messages.yes : ''),
        compare: (a, b) => Number(builtInIDs.includes(b.role.ID)) - Number(builtInIDs.includes(a.role.ID)),
      },
    ],
    narrow: [{ id: 'name', header: messages.name, widthMinPx: 200, grow: 1, cell: twoLines, compare: byName }],
  }
}

const nameCell = ({ role }: RoleRow): ReactNode => <strong>{role.name}</strong>

const twoLines = (row: RoleRow): ReactNode => <TwoLines name={row.role.name} note={row.assignedTo} />
