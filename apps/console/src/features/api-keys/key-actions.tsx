import { CalendarClock, Copy, KeySquare, Lock, LockOpen, RotateCw, SquarePen, Trash2, UserCog } from 'lucide-react'
import { useSuspenseQuery } from '@tanstack/react-query'
import { rightOf } from '../../lib/rights.ts'
import { useSpeech } from '../../messages/messages.tsx'
import { sessionQueries } from '../../queries/session-queries.ts'
import type { MenuItem } from '../../ui/menu.tsx'
import type { ApiKeyRow } from './rows.ts'
import type { WorkKind } from './work/work-change.ts'

export const keyRights = {
  create: 'platformRights.apikeyRights.canCreateNewApiKeys',
  edit: 'platformRights.apikeyRights.canEditApiKeyProperties',
  remove: 'platformRights.apikeyRights.canDeleteApiKeys',
} as const

interface KeyActionHandlers {
  readonly onOpen: (ID: number) => void
  readonly onDuplicate: (ID: number) => void
  readonly onNewSecret: (ID: number) => void
  readonly onReread: (ID: number) => void
  readonly onWork: (kind: WorkKind) => void
  /** Why nothing can be changed now at all. */
  readonly resting: string | undefined
}

/** What this person may do, as far as the manager lets one know. */
export function useMayDo(): Readonly<Record<keyof typeof keyRights, boolean>> {
  const { data: session } = useSuspenseQuery(sessionQueries.current())
  const may = (action: keyof typeof keyRights) => rightOf(session, keyRights[action]) !== 'missing'
  return { create: may('create'), edit: may('edit'), remove: may('remove') }
}

export interface KeyAction extends MenuItem {
  /** Has a button of its own where the toolbar has room for it. */
  readonly isMain?: boolean
}

/** What can be done with the chosen keys, the same in the toolbar, the row's menu and the palette. */
export function useKeyActions(chosen: readonly ApiKeyRow[], on: KeyActionHandlers): readonly KeyAction[] {
  const { messages } = useSpeech()
  const may = useMayDo()
  const one = chosen.length === 1 ? chosen[0]?.key.ID : undefined
  const notOne = one === undefined ? messages.selectOne : undefined
  const none = chosen.length === 0 ? messages.selectFirst : undefined
  const withOne = (act: (ID: number) => void) => () => {
    if (one !== undefined) act(one)
  }
  const allActive = chosen.every(({ key }) => key.active)
  const allLocked = chosen.every(({ key }) => !key.active)
  const work = (kind: WorkKind) => () => on.onWork(kind)
  const { resting } = on
  const isForUnlocking = chosen.length > 0 && allLocked
  const items: readonly (KeyAction & { readonly isOffered: boolean })[] = [
    {
      id: 'properties',
      name: messages.properties,
      icon: <SquarePen size={16} aria-hidden />,
      blocked: notOne,
      onSelect: withOne(on.onOpen),
      isMain: true,
      isOffered: true,
    },
    {
      id: 'lock-out',
      name: messages.lockOut,
      icon: <Lock size={16} aria-hidden />,
      blocked: resting ?? none ?? (allLocked ? messages.lockedAlready : undefined),
      onSelect: work('lockOut'),
      isMain: !isForUnlocking,
      isOffered: may.edit,
    },
    {
      id: 'unlock',
      name: messages.unlock,
      icon: <LockOpen size={16} aria-hidden />,
      blocked: resting ?? none ?? (allActive ? messages.notLocked : undefined),
      onSelect: work('unlock'),
      isMain: isForUnlocking,
      isOffered: may.edit,
    },
    {
      id: 'new-secret',
      name: messages.newSecret,
      icon: <KeySquare size={16} aria-hidden />,
      blocked: resting ?? notOne,
      onSelect: withOne(on.onNewSecret),
      isMain: true,
      isOffered: may.edit,
    },
    {
      id: 'duplicate',
      name: messages.duplicate,
      icon: <Copy size={16} aria-hidden />,
      blocked: resting ?? notOne,
      onSelect: withOne(on.onDuplicate),
      isOffered: may.create,
    },
    {
      id: 'set-expiry',
      name: messages.setExpiry,
      icon: <CalendarClock size={16} aria-hidden />,
      blocked: resting ?? none,
      onSelect: work('setExpiry'),
      isOffered: may.edit,
    },
    {
      id: 'change-role',
      name: messages.changeRole,
      icon: <UserCog size={16} aria-hidden />,
      blocked: resting ?? none,
      onSelect: work('changeRole'),
      isOffered: may.edit,
    },
    {
      id: 'reread',
      name: messages.rereadRow,
      icon: <RotateCw size={16} aria-hidden />,
      blocked: notOne,
      onSelect: withOne(on.onReread),
      isOffered: true,
    },
    {
      id: 'delete',
      name: messages.deleteKey,
      icon: <Trash2 size={16} aria-hidden />,
      danger: true,
      blocked: resting ?? none,
      onSelect: work('remove'),
      isMain: true,
      isOffered: may.remove,
    },
  ]
  return items.filter(({ isOffered }) => isOffered)
}
