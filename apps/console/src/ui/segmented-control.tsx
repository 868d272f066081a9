import { useId } from 'react'
import styles from './segmented-control.module.css'

interface SegmentedControlProps {
  readonly label: string
  readonly options: readonly { readonly value: string; readonly name: string }[]
  readonly value: string
  readonly onChange: (value: string) => void
}

/** One of a few, all of them in sight: radio buttons that look like one bar. */
export function SegmentedControl({ label, options, value, onChange }: SegmentedControlProps) {
  const name = useId()
  return (
    <div role="radiogroup" aria-label={label} className={styles['bar']}>
      {options.map((option) => (
        <label key={option.value} className={styles['option']}>
          <input
            type="radio"
            name={name}
            value={option.value}
            checked={option.value === value}
            onChange={() => onChange(option.value)}
          />
          <span>{option.name}</span>
        </label>
      ))}
    </div>
  )
}
