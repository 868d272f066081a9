import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Failure } from '../../frames/failure.tsx'
import { OutcomeBanner } from '../../frames/form-window.tsx'
import { statusOf } from '../../lib/query-client.ts'
import { useAdministrationSpeech } from '../../messages/administration.ts'
import { useFormats } from '../../messages/use-formats.ts'
import { administratorQueries, endSession } from '../../queries/administrator-queries.ts'
import { Button } from '../../ui/button.tsx'
import styles from './users.module.css'

interface SessionsTabProps {
  readonly administratorID: number
  readonly readOnly: boolean
  readonly roleName: string | undefined
}

/** Where the user is signed in at the manager; ending one counts at once. */
export function SessionsTab({ administratorID, readOnly, roleName }: SessionsTabProps) {
  const { messages } = useAdministrationSpeech()
  const { dateTimeIn, timeZone } = useFormats()
  const queryClient = useQueryClient()
  const { data: sessions, error, refetch } = useQuery(administratorQueries.sessions(administratorID))
  const end = useMutation({
    mutationFn: endSession,
    onSuccess: () =>
      queryClient.invalidateQueries({ queryKey: administratorQueries.sessions(administratorID).queryKey }),
  })
  if (error) {
    if ([404, 405].includes(statusOf(error) ?? 0)) return <p>{messages.sessionsAbsent}</p>
    return (
      <Failure
        subject={messages['userTab.sessions']}
        right={messages.rightOf(messages['feature.administratorRights'], messages['verb.edit'])}
        roleName={roleName}
        error={error}
        onRetry={() => void refetch()}
      />
    )
  }
  if (!sessions) return <p role="status">{messages.loadingList}</p>
  return (
    <>
      {end.error && <OutcomeBanner error={end.error} />}
      {sessions.length === 0 && <p>{messages.noSessions}</p>}
      <ul aria-label={messages['userTab.sessions']}>
        {sessions.map(({ handle, created, lastActivity, current }) => (
          <li key={handle} className={styles['session']}>
            <span>
              {messages.sessionSince(dateTimeIn(created, timeZone) ?? '')}
              <br />
              <span className={styles['quiet']}>
                {current ? messages.sessionThis : messages.sessionSeen(dateTimeIn(lastActivity, timeZone) ?? '')}
              </span>
            </span>
            {!readOnly && !current && (
              <Button busy={end.isPending} onClick={() => end.mutate(handle)}>
                {messages.endSession}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </>
  )
}
