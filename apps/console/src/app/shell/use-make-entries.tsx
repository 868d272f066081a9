import { useSuspenseQuery } from '@tanstack/react-query'
import { UserCog, UserPlus } from 'lucide-react'
import { rightOf } from '../../lib/rights.ts'
import { useWindowSpeech } from '../../messages/windows.ts'
import { sessionQueries } from '../../queries/session-queries.ts'
import { useRouter } from '../../router/use-router.ts'
import type { PaletteEntry } from '../../ui/palette.tsx'

const group = 'platformRights'

/** A new role and a new user, for whoever may make them. */
export function useMakeEntries(): readonly PaletteEntry[] {
  const { messages } = useWindowSpeech()
  const router = useRouter()
  const { data: session } = useSuspenseQuery(sessionQueries.current())
  const entries = [
    {
      right: `${group}.administratorRoleRights.canCreateNewAdministratorRoles`,
      id: 'new-role',
      name: messages.makeRole,
      icon: <UserCog size={16} aria-hidden />,
      run: () => void router.navigate({ to: '/roles/new', search: {} }),
    },
    {
      right: `${group}.administratorRights.canCreateNewAdministrators`,
      id: 'new-user',
      name: messages.makeUser,
      icon: <UserPlus size={16} aria-hidden />,
      run: () => void router.navigate({ to: '/users/new', search: {} }),
    },
  ] as const
  return entries.filter(({ right }) => rightOf(session, right) !== 'missing')
}
