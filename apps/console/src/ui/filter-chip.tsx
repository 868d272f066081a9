import { X } from 'lucide-react'
import styles from './filter-chip.module.css'

interface FilterChipProps {
  readonly text: string
  /** “Take away: Level: Error” */
  readonly removeLabel: string
  readonly onRemove: () => void
}

/** What narrows a list, and the way to take it away. */
export const FilterChip = ({ text, removeLabel, onRemove }: FilterChipProps) => (
  <button type="button" className={styles['chip']} data-printed aria-label={removeLabel} onClick={onRemove}>
    {text}
    <X size={14} aria-hidden />
  </button>
)
