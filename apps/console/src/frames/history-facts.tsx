import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { activityKindOf, type Origin } from '../lib/outside.ts'
import { useAdministrationSpeech } from '../messages/administration.ts'
import { useFormats } from '../messages/use-formats.ts'
import { Facts } from './facts.tsx'
import styles from './frames.module.css'
import { OriginMark } from './origin-mark.tsx'

interface Happened {
  readonly time: number
  readonly by: string
  readonly origin: Origin | undefined
}

interface HistoryFactsProps {
  readonly kind: 'api-key' | 'administrator' | 'role'
  readonly ID: number
  /** Undefined until it is read. */
  readonly history: { readonly made: Happened | undefined; readonly changed: Happened | undefined } | undefined
}

/** Who made something, who changed it last, and the ways to everything else that is recorded of it. */
export function HistoryFacts({ kind, ID, history }: HistoryFactsProps) {
  const { messages } = useAdministrationSpeech()
  const { dateTime } = useFormats()
  const told = (happened: Happened | undefined): ReactNode =>
    happened === undefined ? (
      messages.unavailable
    ) : (
      <span className={styles['line']}>
        {messages.happenedBy(dateTime(happened.time) ?? '', happened.by)}
        <OriginMark origin={happened.origin} messages={messages} />
      </span>
    )
  return (
    <Facts
      facts={[
        [messages.historyMade, history ? told(history.made) : messages.loadingList],
        [messages.historyChanged, history ? told(history.changed) : messages.loadingList],
        [
          messages.events,
          <span key="ways" className={styles['line']}>
            <Link to="/system-events" search={{ target: `${kind}.${ID}` }}>
              {messages.viewEvents}
            </Link>
            <Link to="/activity" search={{ object: `${activityKindOf(kind)}.${ID}` }}>
              {messages.viewActivity}
            </Link>
          </span>,
        ],
      ]}
    />
  )
}
