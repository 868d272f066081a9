import { useId, useState, type ComponentProps, type ReactNode, type Ref } from 'react'
import styles from './text-field.module.css'

interface FieldProps {
  readonly label: ReactNode
  readonly help?: ReactNode
  /** Stands in place of the help. */
  readonly error?: ReactNode
}

interface TextFieldProps extends Omit<ComponentProps<'input'>, 'id' | 'className' | 'required'>, FieldProps {
  readonly inputRef?: Ref<HTMLInputElement>
  /** What is said where nothing was entered; without it that is allowed. */
  readonly whenEmpty?: string
}

/** Label above, help under, and the error in its place; either is read with the field. */
export function TextField({ label, help, error: given, whenEmpty, inputRef, ...input }: TextFieldProps) {
  const id = useId()
  const [isMissing, setMissing] = useState(false)
  const error = isMissing ? whenEmpty : given
  return (
    <Labelled id={id} label={label} help={help} error={error}>
      <input
        {...described(id, help, error)}
        {...input}
        {...(whenEmpty !== undefined && {
          required: true,
          // In our words and the person's language, not in a bubble of the browser's.
          onInvalid: (event) => {
            event.preventDefault()
            setMissing(true)
            if (event.currentTarget.form?.querySelector(':invalid') === event.currentTarget) event.currentTarget.focus()
          },
          onInput: () => setMissing(false),
        })}
        ref={inputRef}
        id={id}
        className={styles['input']}
      />
    </Labelled>
  )
}

export function TextArea({ label, help, error, ...area }: Omit<ComponentProps<'textarea'>, 'id'> & FieldProps) {
  const id = useId()
  return (
    <Labelled id={id} label={label} help={help} error={error}>
      <textarea {...area} {...described(id, help, error)} id={id} className={`${styles['input']} ${styles['area']}`} />
    </Labelled>
  )
}

export function SelectBox({ label, help, error, ...select }: Omit<ComponentProps<'select'>, 'id'> & FieldProps) {
  const id = useId()
  return (
    <Labelled id={id} label={label} help={help} error={error}>
      <select {...select} {...described(id, help, error)} id={id} className={styles['input']} />
    </Labelled>
  )
}

interface LabelledProps extends FieldProps {
  readonly id: string
  readonly children: ReactNode
}

export const Labelled = ({ id, label, help, error, children }: LabelledProps) => (
  <div className={styles['field']}>
    <label className={styles['label']} htmlFor={id}>
      {label}
    </label>
    {children}
    {(error ?? help) !== undefined && (
      <span
        id={`${id}-note`}
        className={error === undefined ? styles['help'] : styles['error']}
        {...(error !== undefined && { role: 'alert' })}
      >
        {error ?? help}
      </span>
    )}
  </div>
)

export const described = (id: string, help: ReactNode, error: ReactNode) => ({
  'aria-invalid': error !== undefined || undefined,
  'aria-describedby': (error ?? help) === undefined ? undefined : `${id}-note`,
})
