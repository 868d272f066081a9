import type { ApiKey } from '@latchkey/contract'
import { Suspense } from 'react'
import { HistoryFacts } from '../../../frames/history-facts.tsx'
import { useWindowSpeech } from '../../../messages/windows.ts'
import { useFormats } from '../../../messages/use-formats.ts'
import { useHistory } from '../../../queries/use-history.ts'
import styles from './window.module.css'

/** What the manager keeps about a key and nobody types. */
export function KeyFacts({ apiKey }: { readonly apiKey: ApiKey }) {
  const { messages } = useWindowSpeech()
  const { number, dateTimeIn, timeZone } = useFormats()
  const moment = (ms: number) => dateTimeIn(ms, timeZone)
  return (
    <>
      <dl className={styles['facts']}>
        <dt>{messages.ID}</dt>
        <dd>{apiKey.ID}</dd>
        <dt>{messages.created}</dt>
        <dd>{moment(apiKey.created)}</dd>
        <dt>{messages.lastSignIn}</dt>
        <dd>
          {apiKey.lastSignIn === undefined
            ? messages.notSeenSince(moment(apiKey.created) ?? '')
            : moment(apiKey.lastSignIn)}
        </dd>
        <dt>{messages.failedAttempts}</dt>
        <dd>{number(apiKey.unsuccessfulSignInAttempts)}</dd>
        {apiKey.unlockTime !== undefined && (
          <>
            <dt>{messages.unlockTime}</dt>
            <dd>{moment(apiKey.unlockTime)}</dd>
          </>
        )}
      </dl>
      <Suspense fallback={null}>
        <HistoryFacts kind="api-key" ID={apiKey.ID} history={useHistory('api-key', apiKey.ID)} />
      </Suspense>
    </>
  )
}
