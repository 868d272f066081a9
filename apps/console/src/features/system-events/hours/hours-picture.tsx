import { useState, type KeyboardEvent } from 'react'
import { useAdministrationSpeech, type AllMessages } from '../../../messages/administration.ts'
import { useFormats } from '../../../messages/use-formats.ts'
import { eventLevels } from '../event-address.ts'
import type { EventHour } from './event-hours.ts'
import { HoursTable } from './hours-table.tsx'
import styles from './hours.module.css'

interface HoursPictureProps {
  readonly hours: readonly EventHour[]
  /** Since when events were read, where older ones would stand in these hours. */
  readonly readFrom: number | undefined
  /** The beginning of the hour to which the list is narrowed. */
  readonly chosen: number | undefined
  readonly onChoose: (from: number | undefined) => void
}

const heightPx = 40

/** Events per hour; a bar narrows the list to its hour. What was not read is hatched, and said to be so. */
export function HoursPicture({ hours, readFrom, chosen, onChoose }: HoursPictureProps) {
  const { messages } = useAdministrationSpeech()
  const { number, time, dateTime } = useFormats()
  const [reached, setReached] = useState<number>()
  const most = hours.reduce((top, hour) => (hour.total > top.total ? hour : top))
  const sum = hours.reduce((all, { total }) => all + total, 0)
  // One stop for the Tab key; the arrows go from bar to bar.
  const stop = [reached, chosen].find((from) => hours.some((hour) => hour.from === from)) ?? hours.at(-1)?.from
  const first = hours[0]?.from ?? 0
  return (
    <figure className={styles['picture']}>
      <figcaption>
        {messages.eventHours}: {messages.hoursSum(messages.eventsCount(number(sum)), dateTime(readFrom ?? first))}{' '}
        {readFrom !== undefined && messages.hoursNotWhole}
        {readFrom === undefined && most.total > 0 && messages.hoursMost(time(most.from), number(most.total))}
      </figcaption>
      <div role="toolbar" aria-label={messages.eventHours} className={styles['bars']} onKeyDown={moveFocus}>
        {hours.map((hour) => {
          const name = hourName(hour, messages, time, number)
          return (
            <button
              key={hour.from}
              type="button"
              title={name}
              aria-label={name}
              aria-pressed={hour.from === chosen}
              tabIndex={hour.from === stop ? 0 : -1}
              onFocus={() => setReached(hour.from)}
              onClick={() => onChoose(hour.from === chosen ? undefined : hour.from)}
            >
              <span className={styles['count']}>{hour.total > 0 && number(hour.total)}</span>
              {hour.read === 'all' || <span className={styles['unread']} />}
              {eventLevels.toReversed().map((level) => (
                <span
                  key={level}
                  className={styles[level]}
                  style={{ blockSize: Math.ceil((hour.byLevel[level] / Math.max(1, most.total)) * heightPx) }}
                />
              ))}
            </button>
          )
        })}
      </div>
      <div className={styles['ends']} aria-hidden>
        <span>{dateTime(first)}</span>
        <span>{dateTime(hours.at(-1)?.before ?? first)}</span>
      </div>
      <HoursTable hours={hours} />
    </figure>
  )
}

function hourName(
  { from, before, total, byLevel, read }: EventHour,
  messages: AllMessages,
  time: (ms: number) => string,
  number: (value: number) => string,
): string {
  const span = messages.hourSpan(time(from), time(before))
  if (read === 'none') return `${span}: ${messages.hourUnread}`
  const count = messages.eventsCount(number(total))
  return [
    `${span}: ${read === 'part' ? messages.hourAtLeast(count) : count}`,
    ...(['warning', 'error'] as const)
      .filter((level) => byLevel[level] > 0)
      .map((level) => `${messages[`level.${level}`]}: ${number(byLevel[level])}`),
  ].join(messages.listSeparator)
}

function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  const bars = [...event.currentTarget.querySelectorAll('button')]
  const at = bars.findIndex((bar) => bar === document.activeElement)
  const ways = new Map([
    ['ArrowLeft', at - 1],
    ['ArrowRight', at + 1],
    ['Home', 0],
    ['End', bars.length - 1],
  ])
  const to = ways.get(event.key)
  if (to === undefined) return
  event.preventDefault()
  bars[Math.max(0, to)]?.focus()
}
