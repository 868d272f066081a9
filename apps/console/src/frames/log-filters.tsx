import type { ReactNode } from 'react'
import { useAdministrationSpeech } from '../messages/administration.ts'
import { Button } from '../ui/button.tsx'
import styles from './frames.module.css'

interface LogFiltersProps {
  readonly from: string | undefined
  readonly to: string | undefined
  readonly onChange: (part: { readonly from?: string | undefined; readonly to?: string | undefined }) => void
  readonly isFiltered: boolean
  readonly onClear: () => void
  readonly children?: ReactNode
}

/** What narrows a log: its own filters, the days, and the way back to all of it. */
export function LogFilters({ from, to, onChange, isFiltered, onClear, children }: LogFiltersProps) {
  const { messages } = useAdministrationSpeech()
  return (
    <>
      {children}
      <label className={styles['day']}>
        {messages.fromDay}
        <input
          type="date"
          value={from ?? ''}
          onChange={(event) => onChange({ from: event.target.value || undefined })}
        />
      </label>
      <label className={styles['day']}>
        {messages.toDay}
        <input type="date" value={to ?? ''} onChange={(event) => onChange({ to: event.target.value || undefined })} />
      </label>
      {isFiltered && (
        <Button look="quiet" onClick={onClear}>
          {messages.clearFilters}
        </Button>
      )}
    </>
  )
}
