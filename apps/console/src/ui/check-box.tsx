import { useId, type ReactNode } from 'react'
import styles from './check-box.module.css'

interface CheckBoxProps {
  readonly label: ReactNode
  readonly help?: ReactNode
  readonly checked: boolean
  readonly disabled?: boolean
  /** Why it is off: told on hover and read with the box. */
  readonly reason?: string | undefined
  readonly onChange: (checked: boolean) => void
}

export function CheckBox({ label, help, checked, disabled = false, reason, onChange }: CheckBoxProps) {
  const id = useId()
  return (
    <label className={styles['check']} title={reason}>
      <input
        type="checkbox"
        checked={checked}
        disabled={disabled || reason !== undefined}
        aria-describedby={(help ?? reason) === undefined ? undefined : id}
        onChange={(event) => onChange(event.target.checked)}
      />
      <span>
        {label}
        {(help ?? reason) !== undefined && (
          <span id={id} className={help === undefined ? styles['unseen'] : styles['help']}>
            {help ?? reason}
          </span>
        )}
      </span>
    </label>
  )
}
