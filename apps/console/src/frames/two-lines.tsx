import type { ReactNode } from 'react'
import styles from './frames.module.css'

interface TwoLinesProps {
  readonly name: ReactNode
  readonly note: string
}

/** A row's name and what matters most about it, on a phone. */
export const TwoLines = ({ name, note }: TwoLinesProps) => (
  <span className={styles['lines']}>
    <strong>{name}</strong>
    <span className={styles['quiet']}>{note}</span>
  </span>
)
