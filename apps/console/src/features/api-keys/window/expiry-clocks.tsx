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
  return (
    <dl className={styles['clocks']}>
      <dt>{messages.clockIn(timeZone)}</dt>
      <dd>{formats.dateTimeIn(moment, timeZone)}</dd>
      <dt>{messages.clockYours}</dt>
      <dd>{formats.dateTimeIn(moment, formats.timeZone)}</dd>
      <dt>UTC</dt>
      <dd>
        {formats.dateTimeIn(moment, 'UTC')} · {left <= 0 ? messages.clockPast : messages.clockLeft(leftText)}
      </dd>
    </dl>
  )
}
