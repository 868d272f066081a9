import { Fragment } from 'react'
import { useWindowSpeech } from '../../../messages/windows.ts'
import { useFormats } from '../../../messages/use-formats.ts'
import styles from './window.module.css'

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs

interface ExpiryClocksProps {
  readonly moment: number | undefined
  readonly timeZone: string
  readonly now: number
}

/** One moment on every clock that somebody who has to do with the key looks at. */
export function ExpiryClocks({ moment, timeZone, now }: ExpiryClocksProps) {
  const { messages } = useWindowSpeech()
  const formats = useFormats()
  if (moment === undefined) return null
  const left = moment - now
  const whole = (ms: number) => formats.number(Math.floor(ms))
  const leftText =
    left >= dayMs
      ? messages.dayHourLeft(whole(left / dayMs), whole((left % dayMs) / hourMs))
      : messages.hourMinuteLeft(whole(left / hourMs), whole((left % hourMs) / minuteMs))
  const utc = formats.dateTimeIn(moment, 'UTC')
  const others = [
    [messages.clockIn(timeZone), formats.dateTimeIn(moment, timeZone)],
    [messages.clockYours, formats.dateTimeIn(moment, formats.timeZone)],
  ].filter(([, text]) => text !== undefined && text !== utc)
  return (
    <dl className={styles['clocks']}>
      {others.map(([name, text]) => (
        <Fragment key={name}>
          <dt>{name}</dt>
          <dd>{text}</dd>
        </Fragment>
      ))}
      <dt>UTC</dt>
      <dd>
        {utc} · {left <= 0 ? messages.clockPast : messages.clockLeft(leftText)}
      </dd>
    </dl>
  )
}
