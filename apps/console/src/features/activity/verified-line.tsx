import { useQuery } from '@tanstack/react-query'
import { useAdministrationSpeech } from '../../messages/administration.ts'
import { useFormats } from '../../messages/use-formats.ts'
import { activityQueries } from '../../queries/activity-queries.ts'
import { StateMark } from '../../ui/state-mark.tsx'
import styles from './activity.module.css'

const command = 'npm run latchkey -- verify-audit'

/** How far the chain is proven, and how whoever runs Latchkey proves it past the console. */
export function VerifiedLine() {
  const { messages } = useAdministrationSpeech()
  const { number, dateTime } = useFormats()
  const { data } = useQuery(activityQueries.verification())
  const moment = (ms: number) => dateTime(ms) ?? ''
  return (
    <span className={styles['verified']}>
      {data?.finding ? (
        <StateMark tone="danger">{messages.notAsWritten(number(data.finding.sequence))}</StateMark>
      ) : data?.verified ? (
        <StateMark tone="success">
          {messages.verifiedUpTo(number(data.verified.sequence), moment(data.verified.anchored))}
        </StateMark>
      ) : (
        <span>{data?.checking === false ? messages.nothingAnchored : messages.verifying}</span>
      )}
      <span>
        {messages.proveIt} <code>{command}</code>
      </span>
    </span>
  )
}
