import { useMemo } from 'react'
import { useFormats } from '../../../messages/use-formats.ts'
import { useWindowSpeech } from '../../../messages/windows.ts'
import type { Filters } from '../list-search.ts'
import type { ApiKeyRow } from '../rows.ts'
import { expiryWeeks, type ExpiryWeek } from './expiry-weeks.ts'
import styles from './expiry-timeline.module.css'

interface ExpiryTimelineProps {
  readonly rows: readonly ApiKeyRow[]
  readonly now: number
  readonly filters: Filters
  readonly onChange: (filters: Filters) => void
}

const heightPx = 40

/** When keys expire in the next ninety days, a bar a week; a bar narrows the list to its week. */
export function ExpiryTimeline({ rows, now, filters, onChange }: ExpiryTimelineProps) {
  const { messages } = useWindowSpeech()
  const { date, number } = useFormats()
  const weeks = useMemo(
    () =>
      expiryWeeks(
        rows.map(({ key }) => key),
        now,
      ),
    [rows, now],
  )
  const most = Math.max(1, ...weeks.map(({ count }) => count))
  const isChosen = ({ from, before }: ExpiryWeek) => filters.after === from && filters.expires === before
  return (
    <figure className={styles['timeline']}>
      <figcaption>{messages.timeline}</figcaption>
      <ol>
        {weeks.map((week) => {
          const name = messages.timelineWeek(number(week.count), date(week.fromMs), date(week.lastMs))
          const chosen = isChosen(week)
          return (
            <li key={week.from}>
              <button
                type="button"
                title={name}
                aria-label={name}
                aria-pressed={chosen}
                onClick={() =>
                  onChange(
                    chosen ? { after: undefined, expires: undefined } : { after: week.from, expires: week.before },
                  )
                }
              >
                <span className={styles['count']}>{week.count > 0 && number(week.count)}</span>
                <span className={styles['bar']} style={{ blockSize: Math.ceil((week.count / most) * heightPx) }} />
              </button>
            </li>
          )
        })}
      </ol>
      <div className={styles['ends']} aria-hidden>
        <span>{date(weeks[0]?.fromMs ?? now)}</span>
        <span>{date(weeks.at(-1)?.lastMs ?? now)}</span>
      </div>
    </figure>
  )
}
