import { useId, type ReactNode } from 'react'
import boxStyles from './check-box.module.css'
import styles from './choice-group.module.css'

interface Choice<Value extends string> {
  readonly value: Value
  readonly label: string
  readonly help?: string
  /** Why this one cannot be chosen. */
  readonly reason?: string | undefined
}

interface ChoiceGroupProps<Value extends string> {
  readonly label: ReactNode
  readonly value: Value
  readonly choices: readonly Choice<Value>[]
  readonly disabled?: boolean
  readonly onChange: (value: Value) => void
}

/** One of a few, each with a line that says what it means. */
export function ChoiceGroup<Value extends string>({
  label,
  value,
  choices,
  disabled = false,
  onChange,
}: ChoiceGroupProps<Value>) {
  const id = useId()
  return (
    <fieldset className={styles['group']} disabled={disabled}>
      <legend className={styles['legend']}>{label}</legend>
      {choices.map((choice) => {
        const note = choice.reason ?? choice.help
        return (
          <label key={choice.value} className={boxStyles['check']} title={choice.reason}>
            <input
              type="radio"
              name={id}
              checked={choice.value === value}
              disabled={choice.reason !== undefined}
              aria-describedby={note === undefined ? undefined : `${id}-${choice.value}`}
              onChange={() => onChange(choice.value)}
            />
            <span>
              {choice.label}
              {note !== undefined && (
                <span id={`${id}-${choice.value}`} className={boxStyles['help']}>
                  {note}
                </span>
              )}
            </span>
          </label>
        )
      })}
    </fieldset>
  )
}
