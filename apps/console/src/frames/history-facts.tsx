import { activityKindOf, type Origin } from '../lib/outside.ts'
import { useAdministrationSpeech } from '../messages/administration.ts'
import { useFormats } from '../messages/use-formats.ts'
import { Link } from '../router/link.tsx'
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

type History = HistoryFactsProps['history']

/** Who changed it last, when, and whether through this console. */
export function LastChange({ history }: { readonly history: History }) {
  const { messages } = useAdministrationSpeech()
  return (
    <p className={styles['line']}>
      {messages.historyChanged}: {history ? <Told happened={history.changed} /> : messages.loadingList}
    </p>
  )
}

function Told({ happened }: { readonly happened: Happened | undefined }) {
  const { messages } = useAdministrationSpeech()
  const { dateTime } = useFormats()
  if (happened === undefined) return messages.unavailable
  return (
    <span className={styles['line']}>
      {messages.happenedBy(dateTime(happened.time), happened.by)}
      <OriginMark origin={happened.origin} messages={messages} />
    </span>
  )
}

/** Who made something, who changed it last, and the ways to everything else that is recorded of it. */
export function HistoryFacts({ kind, ID, history }: HistoryFactsProps) {
  const { messages } = useAdministrationSpeech()
  return (
    <Facts
      facts={[
        [messages.historyMade, history ? <Told key="made" happened={history.made} /> : messages.loadingList],
        [messages.historyChanged, history ? <Told key="changed" happened={history.changed} /> : messages.loadingList],
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
