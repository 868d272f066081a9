import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { Copy, KeyRound, KeySquare, Lock, LockOpen, Plus } from 'lucide-react'
import { useDeferredValue } from 'react'
import { useWindowSpeech } from '../../messages/windows.ts'
import { apiKeyQueries } from '../../queries/api-key-queries.ts'
import type { PaletteEntry } from '../../ui/palette.tsx'
import { useMayDo } from './key-actions.tsx'

/** What the palette offers of keys, from any page: New, and what can be done with those whose name holds the text. */
export function useKeyEntries(text: string): readonly PaletteEntry[] {
  const { messages } = useWindowSpeech()
  const router = useRouter()
  const may = useMayDo()
  const wanted = useDeferredValue(text.trim())
  const { data: found = [] } = useQuery({
    ...apiKeyQueries.named(wanted),
    enabled: wanted !== '',
    placeholderData: keepPreviousData,
  })
  const goTo =
    (to: '/api-keys/$apiKeyID' | '/api-keys/$apiKeyID/lock-out' | '/api-keys/$apiKeyID/new-secret', ID: number) => () =>
      void router.navigate({ to, params: { apiKeyID: String(ID) }, search: {} })
  const icon = { size: 16, 'aria-hidden': true } as const
  return [
    ...(may.create
      ? [
          {
            id: 'new',
            name: messages.newTitle,
            icon: <Plus {...icon} />,
            run: () => void router.navigate({ to: '/api-keys/new', search: {} }),
          },
        ]
      : []),
    ...(wanted === '' ? [] : found).flatMap(({ ID, keyName, active }) => {
      const object = messages.keyNamed(keyName)
      return [
        {
          id: `open-${ID}`,
          name: messages.propertiesOf(keyName),
          icon: <KeyRound {...icon} />,
          run: goTo('/api-keys/$apiKeyID', ID),
        },
        ...(may.edit
          ? [
              {
                id: `lock-${ID}`,
                name: active ? messages.lockOutVerb(object) : messages.unlockVerb(object),
                icon: active ? <Lock {...icon} /> : <LockOpen {...icon} />,
                run: goTo('/api-keys/$apiKeyID/lock-out', ID),
              },
              {
                id: `secret-${ID}`,
                name: messages.newSecretTitle(keyName),
                icon: <KeySquare {...icon} />,
                run: goTo('/api-keys/$apiKeyID/new-secret', ID),
              },
            ]
          : []),
        ...(may.create
          ? [
              {
                id: `duplicate-${ID}`,
                name: messages.duplicateTitle(keyName),
                icon: <Copy {...icon} />,
                run: () => void router.navigate({ to: '/api-keys/new', search: { like: ID } }),
              },
            ]
          : []),
      ]
    }),
  ]
}
