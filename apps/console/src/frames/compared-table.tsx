import { useAdministrationSpeech } from '../messages/administration.ts'
import styles from './frames.module.css'

interface ComparedRow {
  readonly id: string
  readonly name: string
  /** What is no at one side is told more quietly there. */
  readonly a: string | boolean
  readonly b: string | boolean
}

interface ComparedTableProps {
  readonly rows: readonly ComparedRow[]
  /** What the two sides are. */
  readonly a: string
  readonly b: string
}

/** Two states of something side by side, only where they differ. */
export function ComparedTable({ rows, a, b }: ComparedTableProps) {
  const { messages } = useAdministrationSpeech()
  const cell = (value: string | boolean) => (
    <td className={value === false ? styles['quiet'] : undefined}>
      {typeof value === 'boolean' ? (value ? messages.yes : messages.no) : value || '–'}
    </td>
  )
  return (
    <div className={styles['comparedScroll']}>
      <table className={styles['compared']}>
        <thead>
          <tr>
            <th scope="col">{messages.difference}</th>
            <th scope="col">{a}</th>
            <th scope="col">{b}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              <th scope="row">{row.name}</th>
              {cell(row.a)}
              {cell(row.b)}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
