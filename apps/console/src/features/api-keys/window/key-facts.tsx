import type { ApiKey } from '@latchkey/contract'
import { useQueryClient } from '@tanstack/react-query'
import { Suspense } from 'react'
import { HistoryFacts } from '../../../frames/history-facts.tsx'
import { useWindowSpeech } from '../../../messages/windows.ts'
import { useFormats } from '../../../messages/use-formats.ts'
import { keepsLastSignIn } from '../../../queries/keeps-last-sign-in.ts'
import { useHistory } from '../../../queries/use-history.ts'
import styles from './window.module.css'

/** What the manager keeps about a key and nobody types. */
export function KeyFacts({ apiKey }: { readonly apiKey: ApiKey }) {
  const { messages } = useWindowSpeech()
  const { number, dateTimeIn, timeZone } = useFormats()
  const queryClient = useQueryClient()
  const zones = [...new Set([timeZone, 'UTC', apiKey.timeZone])]
  // Etc/UTC is UTC by another name: what reads alike is told once.
  const moment = (ms: number) => [...new Set(zones.flatMap((zone) => dateTimeIn(ms, zone) ?? []))].join(' · ')
  const neverSeen = keepsLastSignIn(queryClient)
    ? messages.notSeenSince(dateTimeIn(apiKey.created, timeZone) ?? '')
    : messages.unavailable
  const unlocks = moment(apiKey.unlockTime ?? 0)
  return (
    <>
      <dl className={styles['facts']}>
        <dt>{messages.ID}</dt>
        <dd>{apiKey.ID}</dd>
        <dt>{messages.created}</dt>
        <dd>{moment(apiKey.created)}</dd>
        <dt>{messages.lastSignIn}</dt>
        <dd>{apiKey.lastSignIn === undefined ? neverSeen : moment(apiKey.lastSignIn)}</dd>
        <dt>{messages.failedAttempts}</dt>
        <dd>{number(apiKey.unsuccessfulSignInAttempts)}</dd>
        {apiKey.unlockTime !== undefined && (
          <>
            <dt>{messages.unlockTime}</dt>
            <dd>{apiKey.active ? unlocks : messages.freesItself(unlocks)}</dd>
          </>
        )}
      </dl>
      <Suspense fallback={null}>
        <HistoryFacts kind="api-key" ID={apiKey.ID} history={useHistory('api-key', apiKey.ID)} />
      </Suspense>
    </>
  )
}
