import { Search, X } from 'lucide-react'
import { useRef } from 'react'
import styles from './search-field.module.css'

interface SearchFieldProps {
  readonly label: string
  readonly clearLabel: string
  readonly value: string
  readonly onChange: (value: string) => void
}

export function SearchField({ label, clearLabel, value, onChange }: SearchFieldProps) {
  const input = useRef<HTMLInputElement>(null)
  const clear = (): void => {
    onChange('')
    input.current?.focus()
  }
  return (
    <search className={styles['field']}>
      <Search className={styles['icon']} size={16} aria-hidden />
      <input
        ref={input}
        className={styles['input']}
        type="search"
        aria-label={label}
        placeholder={label}
        autoComplete="off"
        spellCheck={false}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
      {value !== '' && (
        <button type="button" className={styles['clear']} aria-label={clearLabel} title={clearLabel} onClick={clear}>
          <X size={14} aria-hidden />
        </button>
      )}
    </search>
  )
}
