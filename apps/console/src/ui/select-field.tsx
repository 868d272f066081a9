import styles from './select-field.module.css'

interface SelectFieldProps {
  readonly label: string
  /** Where the choice speaks for itself; the name is still told to screen readers. */
  readonly isLabelHidden?: boolean
  readonly value: string
  readonly options: readonly { readonly value: string; readonly name: string }[]
  readonly onChange: (value: string) => void
}

export function SelectField({ label, isLabelHidden = false, value, options, onChange }: SelectFieldProps) {
  return (
    <label className={styles['field']}>
      {!isLabelHidden && label}
      <select
        aria-label={isLabelHidden ? label : undefined}
        className={styles['select']}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.name}
          </option>
        ))}
      </select>
    </label>
  )
}
