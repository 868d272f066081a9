import type { Administrator, EnrolledMfa, ModifyCurrentAdministrator, RecoveryCodes } from '@latchkey/contract'
import { queryOptions, type QueryClient } from '@tanstack/react-query'
import { api } from '../lib/client.ts'

/** What is one's own: the record, the second factor, the browsers in which one is signed in. */
export const profileQueries = {
  all: () => ['profile'] as const,
  own: () =>
    queryOptions({
      queryKey: [...profileQueries.all(), 'own'],
      queryFn: ({ signal }) => api.administrators.describeCurrent({}, { signal }),
    }),
  mfa: () =>
    queryOptions({
      queryKey: [...profileQueries.all(), 'mfa'],
      queryFn: ({ signal }) => api.mfa.describe({}, { signal }),
    }),
  sessions: () =>
    queryOptions({
      queryKey: [...profileQueries.all(), 'sessions'],
      queryFn: ({ signal }) => api.sessions.list({}, { signal }),
      select: ({ sessions }) => sessions,
      staleTime: 0,
    }),
}

export const modifyOwn = (body: ModifyCurrentAdministrator): Promise<Administrator> =>
  api.administrators.modifyCurrent({ body })
export const enrolMfa = (): Promise<EnrolledMfa> => api.mfa.enrol({ body: {} })
export const confirmMfa = (mfaCode: string): Promise<RecoveryCodes> => api.mfa.confirm({ body: { mfaCode } })
export const replaceRecoveryCodes = (mfaCode: string): Promise<RecoveryCodes> =>
  api.mfa.replaceRecoveryCodes({ body: { mfaCode } })
export const removeMfa = (mfaCode: string): Promise<void> => api.mfa.remove({ body: { mfaCode } })
export const signOutThere = (sessionID: string): Promise<void> => api.sessions.remove({ params: { sessionID } })
export const signOutElsewhere = (): Promise<void> => api.sessions.removeOthers()

export const refreshProfile = (queryClient: QueryClient): Promise<void> =>
  queryClient.invalidateQueries({ queryKey: profileQueries.all() })
