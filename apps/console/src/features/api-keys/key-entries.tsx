import { keepPreviousData, useQuery } from '@tanstack/react-query'
import {
  CalendarClock,
  Copy,
  KeyRound,
  KeySquare,
  Lock,
  LockOpen,
  Plus,
  Trash2,
  UserCog,
  type LucideIcon,
} from 'lucide-react'
import { useDeferredValue } from 'react'
import { useWindowSpeech } from '../../messages/windows.ts'
import { namedKeysQuery } from '../../queries/named-keys-query.ts'
import { useRouter } from '../../router/use-router.ts'
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
  const isAllOffered = found.length === 1 || name !== text.trim()
  const goTo = (ID: number, work: 'lock-out' | 'new-secret' | 'set-expiry' | 'change-role' | 'delete') => () =>
    void router.navigate({
      to: `/api-keys/$apiKeyID/${work}`,
      params: { apiKeyID: String(ID) },
      search: {},
    })
  const about = ({ ID, keyName, active }: (typeof found)[number]): readonly (PaletteEntry | false)[] => {
    const object = keyNamed(keyName)
    const open = () => void router.navigate({ to: '/api-keys/$apiKeyID', params: { apiKeyID: String(ID) }, search: {} })
    const duplicate = () => void router.navigate({ to: '/api-keys/new', search: { like: ID } })
    const [lockVerb, LockIcon] = active ? [lockOutVerb, Lock] : [unlockVerb, LockOpen]
    return [
      entry(`open-${ID}`, messages.propertiesOf(keyName), KeyRound, open),
      may.edit && entry(`lock-${ID}`, lockVerb(object), LockIcon, goTo(ID, 'lock-out')),
      may.edit && entry(`secret-${ID}`, newSecretTitle(keyName), KeySquare, goTo(ID, 'new-secret')),
      may.create && entry(`duplicate-${ID}`, duplicateTitle(keyName), Copy, duplicate),
      isAllOffered && may.edit && entry(`expiry-${ID}`, setExpiryVerb(object), CalendarClock, goTo(ID, 'set-expiry')),
      isAllOffered && may.edit && entry(`role-${ID}`, changeRoleVerb(object), UserCog, goTo(ID, 'change-role')),
      isAllOffered && may.remove && entry(`delete-${ID}`, removeVerb(object), Trash2, goTo(ID, 'delete')),
    ]
  }
  const making = entry('new', messages.newTitle, Plus, () => void router.navigate({ to: '/api-keys/new', search: {} }))
  return [may.create && making, ...(wanted === '' ? [] : found).flatMap(about)].filter((offered) => offered !== false)
}

const entry = (id: string, name: string, Icon: LucideIcon, run: () => void): PaletteEntry => ({
  id,
  name,
  icon: <Icon size={16} aria-hidden />,
  run,
})
