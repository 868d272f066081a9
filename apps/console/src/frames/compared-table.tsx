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
  readonly what: string
  readonly a: string
  readonly b: string
  readonly yes: string
  readonly no: string
}

/** Two states of something side by side, only where they differ. */
export function ComparedTable({ rows, what, a, b, yes, no }: ComparedTableProps) {
  const cell = (value: string | boolean) => (
    <td className={value === false ? styles['quiet'] : undefined}>
      {typeof value === 'boolean' ? (value ? yes : no) : value || '–'}
    </td>
  )
  return (
    <div className={styles['comparedScroll']}>
      <table className={styles['compared']}>
        <thead>
          <tr>
            <th scope="col">{what}</th>
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
