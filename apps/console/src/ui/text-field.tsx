import { useId, type InputHTMLAttributes, type Ref } from 'react'
import styles from './text-field.module.css'

interface TextFieldProps extends InputHTMLAttributes<HTMLInputElement> {
  readonly label: string
  readonly help?: string
  readonly inputRef?: Ref<HTMLInputElement>
}

/** Label above, help under; the help is read with the field. */
export function TextField({ label, help, inputRef, ...rest }: TextFieldProps) {
  const id = useId()
  return (
    <div className={styles['field']}>
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        ref={inputRef}
        className={styles['input']}
        {...(help && { 'aria-describedby': `${id}-help` })}
        {...rest}
      />
      {help && (
        <p id={`${id}-help`} className={styles['help']}>
          {help}
        </p>
      )}
    </div>
  )
}
