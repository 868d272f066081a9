import type { ReactNode } from 'react'
import { useAdministrationSpeech } from '../messages/administration.ts'
import { Button } from '../ui/button.tsx'
import { FilterChip } from '../ui/filter-chip.tsx'
import { useMediaQuery } from '../ui/use-media-query.ts'
import styles from './frames.module.css'
import type { LogAddress } from './log-address.ts'

export type LogDays = Pick<LogAddress, 'from' | 'to'>

interface LogFiltersProps {
  readonly days: LogDays
  readonly onDays: (days: LogDays) => void
  readonly children: ReactNode
}

/** What narrows a log: its own filters, and the days. On a phone they open when they are asked for. */
export function LogFilters({ days: { from, to }, onDays, children }: LogFiltersProps) {
  const { messages } = useAdministrationSpeech()
  const isNarrow = useMediaQuery('(max-width: 640px)')
  const fields = (
    <>
      {children}
      <label className={styles['day']}>
        {messages.fromDay}
        <input type="date" value={from ?? ''} onChange={(event) => onDays({ from: event.target.value || undefined })} />
      </label>
      <label className={styles['day']}>
        {messages.toDay}
        <input type="date" value={to ?? ''} onChange={(event) => onDays({ to: event.target.value || undefined })} />
      </label>
    </>
  )
  if (!isNarrow) return fields
  return (
    <details className={styles['filters']}>
      <summary>{messages.filters}</summary>
      <div className={styles['chips']}>{fields}</div>
    </details>
  )
}

export interface SetFilter<Name extends string> {
  readonly name: Name
  /** Such as “Level: Error”. */
  readonly text: string
}

interface FilterChipsProps<Name extends string> {
  readonly filters: readonly SetFilter<Name>[]
  readonly onClear: (names: readonly Name[]) => void
}

/** What is set, each to be taken away, and the way back to all of it. */
export function FilterChips<Name extends string>({ filters, onClear }: FilterChipsProps<Name>) {
  const { messages } = useAdministrationSpeech()
  return (
    <div className={styles['chips']}>
      {filters.map(({ name, text }) => (
        <FilterChip key={name} text={text} removeLabel={messages.remove(text)} onRemove={() => onClear([name])} />
      ))}
      <Button look="quiet" onClick={() => onClear(filters.map(({ name }) => name))}>
        {messages.clearFilters}
      </Button>
    </div>
  )
}
