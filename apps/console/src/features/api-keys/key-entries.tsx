import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { CalendarClock, Copy, KeyRound, KeySquare, Lock, LockOpen, Plus, Trash2, UserCog } from 'lucide-react'
import { useDeferredValue, type ReactNode } from 'react'
import { useWindowSpeech } from '../../messages/windows.ts'
import { namedKeysQuery } from '../../queries/named-keys-query.ts'
import type { PaletteEntry } from '../../ui/palette.tsx'
import { useMayDo } from './key-actions.tsx'
import { namedIn } from './named-in.ts'

/** What the palette offers of keys, from any page: New, and what can be done with those whose name is in the text. */
export function useKeyEntries(text: string): readonly PaletteEntry[] {
  const { messages } = useWindowSpeech()
  const router = useRouter()
  const may = useMayDo()
  const { properties, lockOutVerb, unlockVerb, newSecretTitle, duplicateTitle, setExpiryVerb } = messages
  const { changeRoleVerb, removeVerb, keyNamed } = messages
  const verbs = [lockOutVerb, unlockVerb, newSecretTitle, duplicateTitle, setExpiryVerb, changeRoleVerb, removeVerb]
  const name = namedIn(text, [properties, ...verbs.map((verb) => verb(keyNamed('')))])
  const wanted = useDeferredValue(name)
  const { data: found = [] } = useQuery({
    ...namedKeysQuery(wanted),
    enabled: wanted !== '',
    placeholderData: keepPreviousData,
  })
  // What is seldom done stands in nobody's way: it is offered where one key is meant, or the verb is typed.
  const isEveryOffered = found.length === 1 || name !== text.trim()
  const goTo = (ID: number, work: 'lock-out' | 'new-secret' | 'set-expiry' | 'change-role' | 'delete') => () =>
    void router.navigate({
      to: '/api-keys/$apiKeyID/$work',
      params: { apiKeyID: String(ID), work },
      search: {},
    })
  const icon = { size: 16, 'aria-hidden': true } as const
  const entry = (id: string, named: string, itsIcon: ReactNode, run: () => void) => ({
    id,
    name: named,
    icon: itsIcon,
    run,
  })
  const making = entry(
    'new',
    messages.newTitle,
    <Plus {...icon} />,
    () => void router.navigate({ to: '/api-keys/new', search: {} }),
  )
  const about = ({ ID, keyName, active }: (typeof found)[number]): readonly (PaletteEntry | false)[] => {
    const object = keyNamed(keyName)
    return [
      entry(
        `open-${ID}`,
        messages.propertiesOf(keyName),
        <KeyRound {...icon} />,
        () => void router.navigate({ to: '/api-keys/$apiKeyID', params: { apiKeyID: String(ID) }, search: {} }),
      ),
      may.edit &&
        entry(
          `lock-${ID}`,
          active ? lockOutVerb(object) : unlockVerb(object),
          active ? <Lock {...icon} /> : <LockOpen {...icon} />,
          goTo(ID, 'lock-out'),
        ),
      may.edit && entry(`secret-${ID}`, newSecretTitle(keyName), <KeySquare {...icon} />, goTo(ID, 'new-secret')),
      may.create &&
        entry(
          `duplicate-${ID}`,
          duplicateTitle(keyName),
          <Copy {...icon} />,
          () => void router.navigate({ to: '/api-keys/new', search: { like: ID } }),
        ),
      isEveryOffered &&
        may.edit &&
        entry(`expiry-${ID}`, setExpiryVerb(object), <CalendarClock {...icon} />, goTo(ID, 'set-expiry')),
      isEveryOffered &&
        may.edit &&
        entry(`role-${ID}`, changeRoleVerb(object), <UserCog {...icon} />, goTo(ID, 'change-role')),
      isEveryOffered &&
        may.remove &&
        entry(`delete-${ID}`, removeVerb(object), <Trash2 {...icon} />, goTo(ID, 'delete')),
    ]
  }
  return [may.create && making, ...(wanted === '' ? [] : found).flatMap(about)].filter((offered) => offered !== false)
}
