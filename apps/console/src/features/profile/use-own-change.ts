import { useQuery, useSuspenseQuery } from '@tanstack/react-query'
import type { OwnChange } from '../../frames/own-code.ts'
import { profileQueries } from '../../queries/profile-queries.ts'
import { sessionQueries } from '../../queries/session-queries.ts'

/** What one changes of oneself, as code that signs in as oneself. */
export function useOwnChange(calls: OwnChange['calls']): OwnChange {
  const { data: session } = useSuspenseQuery(sessionQueries.current())
  const { data: mfa } = useQuery(profileQueries.mfa())
  const { userName, tenantName } = session
  return { signIn: { userName, tenantName }, hasFactor: mfa?.mfaType === 'local-totp', calls }
}
