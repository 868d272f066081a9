import { X } from 'lucide-react'
import { useId, useState, type KeyboardEvent, type ReactNode } from 'react'
import { IconButton } from './button.tsx'
import { Dialog } from './dialog.tsx'
import styles from './palette.module.css'

export interface PaletteEntry {
  readonly id: string
  readonly name: string
  readonly detail?: string
  readonly icon?: ReactNode
  readonly run: () => void
}

interface PaletteProps {
  readonly label: string
  readonly placeholder: string
  readonly emptyText: string
  readonly closeText: string
  readonly text: string
  readonly onText: (text: string) => void
  readonly entries: readonly PaletteEntry[]
  readonly onClose: () => void
}

/** Everything that can be gone to or done, by its name: the focus stays in the field, the list follows it. */
export function Palette({ label, placeholder, emptyText, closeText, text, onText, entries, onClose }: PaletteProps) {
  const id = useId()
  const [active, setActive] = useState(0)
  const at = Math.min(active, entries.length - 1)
  const run = (entry: PaletteEntry | undefined) => {
    if (!entry) return
    onClose()
    entry.run()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const next = { ArrowDown: at + 1, ArrowUp: at - 1, PageDown: at + 8, PageUp: at - 8 }[event.key]
    if (event.key === 'Enter') run(entries[at])
    else if (next !== undefined) setActive(Math.max(0, Math.min(next, entries.length - 1)))
    else return
    event.preventDefault()
  }
  return (
    <Dialog title={label} isLight onClose={onClose}>
      <div className={styles['line']}>
        <input
          role="combobox"
          className={styles['input']}
          aria-label={placeholder}
          placeholder={placeholder}
          aria-expanded
          aria-autocomplete="list"
          aria-controls={`${id}-list`}
          aria-activedescendant={entries[at] && `${id}-${at}`}
          autoComplete="off"
          spellCheck={false}
          value={text}
          onChange={(event) => {
            setActive(0)
            onText(event.target.value)
          }}
          onKeyDown={onKeyDown}
        />
        <IconButton label={closeText} onClick={onClose}>
          <X size={16} aria-hidden />
        </IconButton>
      </div>
      <div id={`${id}-list`} role="listbox" aria-label={label} className={styles['list']}>
        {entries.map((entry, index) => (
          <div
            key={entry.id}
            id={`${id}-${index}`}
            ref={index === at ? intoView : undefined}
            role="option"
            aria-selected={index === at}
            tabIndex={-1}
            className={`${styles['entry']} ${index === at ? styles['active'] : ''}`}
            onClick={() => run(entry)}
            onKeyDown={onKeyDown}
          >
            {entry.icon}
            <span className={styles['name']}>{entry.name}</span>
            {entry.detail !== undefined && <span className={styles['detail']}>{entry.detail}</span>}
          </div>
        ))}
      </div>
      {entries.length === 0 && <p role="status">{emptyText}</p>}
    </Dialog>
  )
}

const intoView = (entry: HTMLElement | null): void => entry?.scrollIntoView({ block: 'nearest' })
