import type { ActivityAction } from '@latchkey/contract'
import { useQuery } from '@tanstack/react-query'
import { OutcomeBanner } from '../../../frames/form-window.tsx'
import type { MessagesInWindows } from '../../../messages/windows.ts'
import { useWindowSpeech } from '../../../messages/windows.ts'
import { useFormats } from '../../../messages/use-formats.ts'
import { activityQueries } from '../../../queries/activity-queries.ts'
import styles from './window.module.css'

/** Who did what to this key through the console. */
export function ActivityPanel({ apiKeyID }: { readonly apiKeyID: number }) {
  const { messages } = useWindowSpeech()
  const { dateTime, dateTimeIn, timeZone } = useFormats()
  const { data: entries, error } = useQuery(activityQueries.ofKey(apiKeyID))
  if (error) return <OutcomeBanner error={error} />
  if (!entries) return <p role="status">{messages.loadingActivity}</p>
  if (entries.length === 0) return <p>{messages.noActivity}</p>
  return (
    <table className={styles['activity']}>
      <thead>
        <tr>
          <th scope="col">{messages.activityWhen(timeZone)}</th>
          <th scope="col">{messages.activityWho}</th>
          <th scope="col">{messages.activityWhat}</th>
        </tr>
      </thead>
      <tbody>
        {entries.map(({ ID, time, userName, action, outcome }) => (
          <tr key={ID}>
            <td>
              {dateTime(time)}
              {timeZone !== 'UTC' && <span className={styles['second']}>{dateTimeIn(time, 'UTC')}</span>}
            </td>
            <td>{userName ?? messages.unavailable}</td>
            <td>
              {words(action, messages)}
              {outcome !== 'ok' && ` (${messages[outcomeMessage[outcome]]})`}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

const outcomeMessage = {
  begun: 'outcomeUnknown',
  denied: 'outcomeDenied',
  failed: 'outcomeFailed',
  unknown: 'outcomeUnknown',
} as const

const actionMessage: Partial<Record<ActivityAction, keyof MessagesInWindows>> = {
  'apikey.created': 'didCreate',
  'apikey.secret-delivered': 'didDeliver',
  'apikey.secret-confirmed': 'didConfirm',
  'apikey.secret-unconfirmed': 'didNotConfirm',
  'apikey.secret-refetched': 'didRefetch',
  'apikey.secret-replaced': 'didReplace',
  'apikey.modified': 'didModify',
  'apikey.locked': 'didLock',
  'apikey.unlocked': 'didUnlock',
  'apikey.deleted': 'didDelete',
  'apikey.noted': 'didNote',
}

function words(action: ActivityAction, messages: MessagesInWindows): string {
  const name = actionMessage[action]
  const text = name && messages[name]
  return typeof text === 'string' ? text : action
}
