import { Copy, KeySquare, SquarePen } from 'lucide-react'
import { useSuspenseQuery } from '@tanstack/react-query'
import { rightOf } from '../../lib/rights.ts'
import { useSpeech } from '../../messages/messages.tsx'
import { sessionQueries } from '../../queries/session-queries.ts'
import type { MenuItem } from '../../ui/menu.tsx'
import type { ApiKeyRow } from './rows.ts'

export const keyRights = {
  create: 'platformRights.apikeyRights.canCreateNewApiKeys',
  edit: 'platformRights.apikeyRights.canEditApiKeyProperties',
  remove: 'platformRights.apikeyRights.canDeleteApiKeys',
} as const

interface KeyActionHandlers {
  readonly onOpen: (ID: number) => void
  readonly onDuplicate: (ID: number) => void
  readonly onNewSecret: (ID: number) => void
}

/** What this person may do, as far as the manager lets one know. */
export function useMayDo(): Readonly<Record<keyof typeof keyRights, boolean>> {
  const { data: session } = useSuspenseQuery(sessionQueries.current())
  const may = (action: keyof typeof keyRights) => rightOf(session, keyRights[action]) !== 'missing'
  return { create: may('create'), edit: may('edit'), remove: may('remove') }
}

/** What can be done with the chosen keys, the same in the toolbar, the row's menu and the palette. */
export function useKeyActions(chosen: readonly ApiKeyRow[], on: KeyActionHandlers): readonly MenuItem[] {
  const { messages } = useSpeech()
  const may = useMayDo()
  const one = chosen.length === 1 ? chosen[0]?.key.ID : undefined
  const blocked = one === undefined ? messages.selectOne : undefined
  const withOne = (act: (ID: number) => void) => () => {
    if (one !== undefined) act(one)
  }
  return [
    {
      id: 'properties',
      name: messages.properties,
      icon: <SquarePen size={16} aria-hidden />,
      blocked,
      onSelect: withOne(on.onOpen),
    },
    ...(may.create
      ? [
          {
            id: 'duplicate',
            name: messages.duplicate,
            icon: <Copy size={16} aria-hidden />,
            blocked,
            onSelect: withOne(on.onDuplicate),
          },
        ]
      : []),
    ...(may.edit
      ? [
          {
            id: 'new-secret',
            name: messages.newSecret,
            icon: <KeySquare size={16} aria-hidden />,
            blocked,
            onSelect: withOne(on.onNewSecret),
          },
        ]
      : []),
  ]
}
