import { useId, type InputHTMLAttributes, type Ref } from 'react'
import styles from './text-field.module.css'

interface TextFieldProps extends InputHTMLAttributes<HTMLInputElement> {
  readonly label: string
  readonly help?: string
  readonly error?: string | undefined
  readonly inputRef?: Ref<HTMLInputElement>
}

/** Label above, help under, and the error in its place; either is read with the field. */
export function TextField({ label, help, error, inputRef, ...rest }: TextFieldProps) {
  const id = useId()
  const note = error ?? help
  return (
    <div className={styles['field']}>
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        ref={inputRef}
        className={styles['input']}
        {...(note && { 'aria-describedby': `${id}-note` })}
        {...(error && { 'aria-invalid': true })}
        {...rest}
      />
      {note && (
        <p id={`${id}-note`} className={styles[error ? 'error' : 'help']} {...(error && { role: 'alert' })}>
          {note}
        </p>
      )}
    </div>
  )
}
