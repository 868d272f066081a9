import type { Role } from '@latchkey/contract'
import { useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { roleQueries } from './role-queries.ts'
import { sessionQueries } from './session-queries.ts'

/** The whole of one's own role; undefined where the manager keeps it to itself. */
export function useOwnRole(): { readonly ownRole: Role | undefined; readonly isPending: boolean } {
  const { data: session } = useSuspenseQuery(sessionQueries.current())
  const ID = session.role?.ID
  const own = useQuery({ ...roleQueries.detail(ID ?? 0), enabled: ID !== undefined })
  return { ownRole: own.data, isPending: ID !== undefined && own.isPending }
}
