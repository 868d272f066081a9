import type { Administrator } from '@latchkey/contract'
import { History, KeySquare, Lock, LockOpen, ScrollText, SquarePen, Trash2, UserCog } from 'lucide-react'
import type { AllMessages } from '../../messages/administration.ts'
import type { MenuItem } from '../../ui/menu.tsx'
import type { UserChange } from './change-users-dialog.tsx'
import type { Reach } from './use-reach.ts'
import { isLastFull, obstacleTo } from './user-rules.ts'
import type { UserRow } from './user-rows.tsx'

interface UserActionHandlers {
  readonly open: (row: UserRow) => void
  readonly showEvents: (row: UserRow) => void
  readonly showActivity: (row: UserRow) => void
  readonly ask: (what: UserChange, rows: readonly UserRow[]) => void
  readonly askOne: (what: 'password' | 'delete', row: UserRow) => void
}

interface May {
  readonly edit: boolean
  readonly remove: boolean
}

/** What can be done with the chosen users, the same in the toolbar and in the row's menu. */
export function userActions(
  chosen: readonly UserRow[],
  users: readonly Administrator[],
  ownID: number,
  may: May,
  reachTo: (user: Administrator) => Reach,
  messages: AllMessages,
  on: UserActionHandlers,
): readonly MenuItem[] {
  const [first] = chosen
  const none = chosen.length > 0 ? undefined : messages.selectRowFirst
  const notOne = chosen.length === 1 ? undefined : messages.selectOneRow
  const obstacle = chosen.map(({ user }) => obstacleTo(user, users, ownID)).find((found) => found !== undefined)
  const reaches = chosen.map(({ user }) => reachTo(user))
  const above = reaches.includes('nothing') ? messages.userAbove : undefined
  const aboveToGive = reaches.every((reach) => reach === 'all') ? undefined : messages.userAbove
  const last = chosen.some(({ user }) => isLastFull(user, users)) ? messages.lastFull : undefined
  const against = (obstacle && messages[obstacle]) ?? above
  const locked = chosen.filter(({ status }) => status === 'locked-out')
  // Somebody who is locked out for a while can be for good.
  const active = chosen.filter(({ user, status }) => user.active || status === 'active')
  const icon = (Icon: typeof Lock) => <Icon size={16} aria-hidden />
  return [
    {
      id: 'properties',
      name: messages.properties,
      icon: icon(SquarePen),
      blocked: notOne,
      onSelect: () => first && on.open(first),
    },
    {
      id: 'events',
      name: messages.viewEvents,
      icon: icon(ScrollText),
      blocked: notOne,
      onSelect: () => first && on.showEvents(first),
    },
    {
      id: 'activity',
      name: messages.viewActivity,
      icon: icon(History),
      blocked: notOne,
      onSelect: () => first && on.showActivity(first),
    },
    ...(may.edit
      ? [
          {
            id: 'password',
            name: messages.setPassword,
            icon: icon(KeySquare),
            blocked: notOne ?? aboveToGive,
            onSelect: () => first && on.askOne('password', first),
          },
          {
            id: 'lockOut',
            name: messages.lockOut,
            icon: icon(Lock),
            blocked: none ?? (active.length === 0 ? messages.allLocked : against),
            onSelect: () => on.ask('lockOut', active),
          },
          {
            id: 'unlock',
            name: messages.unlock,
            icon: icon(LockOpen),
            blocked: none ?? (locked.length === 0 ? messages.noneLocked : aboveToGive),
            onSelect: () => on.ask('unlock', locked),
          },
          {
            id: 'setRole',
            name: messages.setRole,
            icon: icon(UserCog),
            blocked: none ?? above ?? last,
            onSelect: () => on.ask('setRole', chosen),
          },
        ]
      : []),
    ...(may.remove
      ? [
          {
            id: 'delete',
            name: messages.deleteEllipsis,
            icon: icon(Trash2),
            danger: true,
            blocked: notOne ?? against,
            onSelect: () => first && on.askOne('delete', first),
          },
        ]
      : []),
  ]
}
