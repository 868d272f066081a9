import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { OutcomeBanner } from '../../frames/form-window.tsx'
import { useAdministrationSpeech } from '../../messages/administration.ts'
import { useFormats } from '../../messages/use-formats.ts'
import { outcomeText } from '../../messages/outcome.ts'
import { profileQueries, signOutElsewhere, signOutThere } from '../../queries/profile-queries.ts'
import { Button } from '../../ui/button.tsx'
import { browserName } from './browser-name.ts'
import styles from './profile.module.css'

/** The browsers in which one is signed in to this console. */
export function OwnSessions() {
  const { messages } = useAdministrationSpeech()
  const { dateTimeIn, timeZone } = useFormats()
  const queryClient = useQueryClient()
  const { data: sessions, error } = useQuery(profileQueries.sessions())
  const refresh = () => queryClient.invalidateQueries({ queryKey: profileQueries.sessions().queryKey })
  const end = useMutation({ mutationFn: signOutThere, onSuccess: refresh })
  const endOthers = useMutation({ mutationFn: signOutElsewhere, onSuccess: refresh })
  const failure = end.error ?? endOthers.error
  return (
    <section className={styles['section']} aria-labelledby="own-sessions">
      <h2 id="own-sessions" className={styles['title']}>
        {messages.ownSessions}
      </h2>
      {failure && <OutcomeBanner error={failure} />}
      {error && <p>{outcomeText(error, messages)}</p>}
      <ul>
        {sessions?.map(({ sessionID, begun, lastSeen, address, userAgent, current }) => (
          <li key={sessionID} className={styles['session']}>
            <span>
              <strong>{browserName(userAgent)}</strong>, {address}
              <br />
              <span className={styles['quiet']}>
                {messages.sessionSince(dateTimeIn(begun, timeZone) ?? '')} ·{' '}
                {current ? messages.sessionThis : messages.sessionSeen(dateTimeIn(lastSeen, timeZone) ?? '')}
              </span>
            </span>
            {!current && (
              <Button busy={end.isPending} onClick={() => end.mutate(sessionID)}>
                {messages.signOutThere}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {(sessions?.length ?? 0) > 1 && (
        <div>
          <Button busy={endOthers.isPending} onClick={() => endOthers.mutate()}>
            {messages.signOutElsewhere}
          </Button>
        </div>
      )}
    </section>
  )
}
