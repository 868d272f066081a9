import type { ReactNode, SubmitEvent } from 'react'
import styles from './entry-form.module.css'

interface EntryFormProps {
  readonly title: string
  readonly hint?: string | undefined
  /** Why the last attempt was refused, where no field is to blame. */
  readonly refusal?: string | undefined
  readonly onSubmit: (form: FormData) => void
  readonly children: ReactNode
}

/** The page in front of the console: one form in its middle. */
export const EntryForm = ({ title, hint, refusal, onSubmit, children }: EntryFormProps) => (
  <main className={styles['page']}>
    <form
      className={styles['form']}
      onSubmit={(event: SubmitEvent<HTMLFormElement>) => {
        event.preventDefault()
        onSubmit(new FormData(event.currentTarget))
      }}
    >
      <h1>{title}</h1>
      {hint && <p className={styles['hint']}>{hint}</p>}
      {refusal && (
        <p role="alert" className={styles['refusal']}>
          {refusal}
        </p>
      )}
      {children}
    </form>
  </main>
)
