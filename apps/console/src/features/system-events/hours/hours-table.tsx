import { useAdministrationSpeech } from '../../../messages/administration.ts'
import { useFormats } from '../../../messages/use-formats.ts'
import { eventLevels } from '../event-address.ts'
import type { EventHour } from './event-hours.ts'
import styles from './hours.module.css'

/** The same as the bars, to be read. */
export function HoursTable({ hours }: { readonly hours: readonly EventHour[] }) {
  const { messages } = useAdministrationSpeech()
  const { number, dateTime } = useFormats()
  return (
    <details className={styles['details']}>
      <summary>{messages.hoursAsTable}</summary>
      <div className={styles['scroll']}>
        <table className={styles['table']}>
          <thead>
            <tr>
              <th scope="col">{messages.hour}</th>
              <th scope="col">{messages.systemEvents}</th>
              {eventLevels.map((level) => (
                <th key={level} scope="col">
                  {messages[`level.${level}`]}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {hours.map(({ from, total, byLevel, read }) => (
              <tr key={from}>
                <th scope="row">{dateTime(from)}</th>
                {read === 'none' ? (
                  <td colSpan={eventLevels.length + 1}>{messages.hourUnread}</td>
                ) : (
                  <>
                    <td>{read === 'part' ? messages.hourAtLeast(number(total)) : number(total)}</td>
                    {eventLevels.map((level) => (
                      <td key={level}>{number(byLevel[level])}</td>
                    ))}
                  </>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  )
}
