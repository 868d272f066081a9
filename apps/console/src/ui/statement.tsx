import type { ReactNode } from 'react'
import styles from './statement.module.css'

interface StatementProps {
  readonly icon: ReactNode
  readonly title: ReactNode
  readonly children?: ReactNode
  /** Small print, such as the request ID. */
  readonly note?: ReactNode
  readonly actions?: ReactNode
  readonly live?: 'status' | 'alert'
  readonly level?: 1 | 2
}

/** What stands where content would: nothing yet, nothing matches, no right, a failure. */
export function Statement({ icon, title, children, note, actions, live, level = 2 }: StatementProps) {
  const Heading = `h${level}` as const
  return (
    <div className={styles['statement']} role={live}>
      <span className={styles['icon']}>{icon}</span>
      <Heading className={styles['title']}>{title}</Heading>
      {children !== undefined && <div className={styles['text']}>{children}</div>}
      {note !== undefined && <p className={styles['note']}>{note}</p>}
      {actions !== undefined && <div className={styles['actions']}>{actions}</div>}
    </div>
  )
}
