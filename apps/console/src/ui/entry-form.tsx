import type { ReactNode, SubmitEvent } from 'react'
import { Banner } from './banner.tsx'
import styles from './entry-form.module.css'
import { Mark } from './mark.tsx'

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
    <title>{`${title} · Latchkey`}</title>
    <form
      className={styles['form']}
      onSubmit={(event: SubmitEvent<HTMLFormElement>) => {
        event.preventDefault()
        onSubmit(new FormData(event.currentTarget))
      }}
    >
      <p className={styles['product']}>
        <Mark size={28} />
        Latchkey
      </p>
      <h1 className={styles['title']}>{title}</h1>
      {hint && <p className={styles['hint']}>{hint}</p>}
      {refusal && <Banner tone="danger">{refusal}</Banner>}
      {children}
    </form>
  </main>
)
