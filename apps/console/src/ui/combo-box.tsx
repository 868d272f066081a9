import { ChevronDown } from 'lucide-react'
import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react'
import styles from './combo-box.module.css'
import { Labelled, described } from './text-field.tsx'

export interface Option {
  readonly value: string
  readonly name: string
  /** A second, quieter line. */
  readonly detail?: string
}

interface ComboBoxProps {
  readonly label: string
  readonly help?: string | undefined
  readonly error?: string | undefined
  readonly value: string | undefined
  /** What the field shows for its value. */
  readonly valueName: string
  readonly find: (text: string) => readonly Option[]
  readonly onChange: (value: string) => void
  readonly emptyText: string
  readonly moreText: (count: number) => string
  readonly readOnly?: boolean
  /** Ends the list, whatever is looked for: a way to what is not in it yet. */
  readonly last?: { readonly name: string; readonly onChoose: () => void } | undefined
}

const shownMax = 60
// No value of an option: those are numbers and names.
const lastValue = '\n'

/** A field to type into, over a list to choose from: the focus stays in the field, the list follows it. */
export function ComboBox({ label, help, error, value, valueName, find, onChange, ...props }: ComboBoxProps) {
  const id = useId()
  const input = useRef<HTMLInputElement>(null)
  const list = useRef<HTMLDivElement>(null)
  const [text, setText] = useState<string>()
  const [active, setActive] = useState(0)
  const isOpen = text !== undefined
  const all = isOpen ? find(text) : []
  const found: readonly Option[] = all.slice(0, shownMax)
  // In a window that scrolls it would begin in sight and end under the foot.
  useEffect(() => {
    if (isOpen) list.current?.scrollIntoView({ block: 'nearest' })
  }, [isOpen])
  const options = props.last ? [...found, { value: lastValue, name: props.last.name }] : found
  const open = (next: string) => {
    setText(next)
    setActive(0)
  }
  const openAtValue = () => {
    if (props.readOnly || isOpen) return
    open('')
    const at = find('').findIndex((option) => option.value === value)
    if (at > 0 && at < shownMax) setActive(at)
    input.current?.select()
  }
  const close = () => setText(undefined)
  const choose = (option: Option | undefined) => {
    if (!option) return
    close()
    if (option.value === lastValue) props.last?.onChoose()
    else onChange(option.value)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const last = options.length - 1
    const next = {
      ArrowDown: isOpen ? Math.min(active + 1, last) : active,
      ArrowUp: Math.max(active - 1, 0),
      PageDown: Math.min(active + 8, last),
      PageUp: Math.max(active - 8, 0),
    }[event.key]
    if (event.key === 'Enter' && isOpen) choose(options[active])
    else if (event.key === 'Escape' && isOpen) close()
    else if (next !== undefined && isOpen) setActive(next)
    else if (event.key === 'ArrowDown') openAtValue()
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <Labelled id={id} label={label} help={help} error={error}>
      <div
        className={styles['anchor']}
        role="presentation"
        onKeyDown={onKeyDown}
        onClick={({ target }) => {
          const option = target instanceof Element ? target.closest<HTMLElement>('[role=option]') : null
          if (option) choose(options[Number(option.dataset['index'])])
        }}
      >
        <input
          {...described(id, help, error)}
          ref={input}
          id={id}
          role="combobox"
          className={styles['input']}
          aria-expanded={isOpen}
          aria-controls={`${id}-list`}
          aria-autocomplete="list"
          aria-activedescendant={isOpen && options[active] ? `${id}-${active}` : undefined}
          autoComplete="off"
          spellCheck={false}
          readOnly={props.readOnly}
          value={text ?? valueName}
          placeholder={isOpen ? valueName : undefined}
          onChange={(event) => open(event.target.value)}
          onClick={openAtValue}
          onBlur={close}
        />
        <ChevronDown size={16} className={styles['arrow']} aria-hidden />
        <div ref={list} id={`${id}-list`} role="listbox" aria-label={label} className={styles['list']} hidden={!isOpen}>
          {options.map((option, index) => (
            <div
              key={option.value}
              id={`${id}-${index}`}
              ref={index === active ? intoView : undefined}
              role="option"
              data-index={index}
              aria-selected={option.value === value}
              className={`${styles['option']} ${index === active ? styles['active'] : ''} ${option.value === lastValue ? styles['last'] : ''}`}
              // The press would take the focus out of the field, and close the list before the click.
              onPointerDown={(event) => event.preventDefault()}
            >
              <span>{option.name}</span>
              {option.detail !== undefined && <span className={styles['detail']}>{option.detail}</span>}
            </div>
          ))}
          {found.length === 0 && isOpen && <p className={styles['note']}>{props.emptyText}</p>}
          {all.length > shownMax && <p className={styles['note']}>{props.moreText(all.length - shownMax)}</p>}
        </div>
      </div>
    </Labelled>
  )
}

const intoView = (option: HTMLElement | null): void => option?.scrollIntoView({ block: 'nearest' })
