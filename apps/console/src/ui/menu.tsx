import { Check, ChevronDown } from 'lucide-react'
import { useRef, useState, type FocusEvent, type KeyboardEvent, type ReactNode } from 'react'
import styles from './menu.module.css'

export interface MenuItem {
  readonly id: string
  readonly name: string
  readonly icon?: ReactNode
  /** The language the name is written in, where it is not that of the page. */
  readonly lang?: string
  /** Makes the item one of a choice. */
  readonly chosen?: boolean
  /** Makes the item one that is on or off; the menu then stays for the next. */
  readonly checked?: boolean
  /** Sets it apart from what cannot be undone. */
  readonly danger?: boolean
  readonly blocked?: string | undefined
  readonly onSelect: () => void
}

interface MenuProps {
  readonly label: string
  /** Without one the label itself stands there, with an arrow. */
  readonly trigger?: ReactNode
  /** Set where the trigger is words, which then are its name; the label names an icon. */
  readonly inWords?: boolean
  readonly heading?: ReactNode
  readonly items: readonly MenuItem[]
}

export function Menu({ label, trigger, inWords = trigger === undefined, heading, items }: MenuProps) {
  const [open, setOpen] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  const close = (): void => {
    setOpen(false)
    button.current?.focus()
  }
  const closeWhenLeft = ({ currentTarget, relatedTarget }: FocusEvent): void => {
    if (!currentTarget.contains(relatedTarget)) setOpen(false)
  }
  return (
    <div className={styles['anchor']} onBlur={closeWhenLeft}>
      <button
        ref={button}
        type="button"
        className={styles['trigger']}
        aria-label={inWords ? undefined : label}
        title={label}
        aria-haspopup="menu"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        onKeyDown={(event) => event.key === 'ArrowDown' && setOpen(true)}
      >
        {trigger ?? (
          <>
            {label}
            <ChevronDown size={14} aria-hidden />
          </>
        )}
      </button>
      {open && <MenuPanel label={label} heading={heading} items={items} onClose={close} />}
    </div>
  )
}

interface MenuPanelProps extends Omit<MenuProps, 'trigger' | 'inWords'> {
  readonly onClose: () => void
}

export function MenuPanel({ label, heading, items, onClose }: MenuPanelProps) {
  return (
    <div ref={keepInside} className={styles['panel']}>
      {heading !== undefined && <div className={styles['heading']}>{heading}</div>}
      <div
        ref={focusFirst}
        role="menu"
        aria-label={label}
        tabIndex={-1}
        onKeyDown={(event) => moveFocus(event, onClose)}
      >
        {items.map((item) => (
          <MenuEntry key={item.id} item={item} onClose={onClose} />
        ))}
      </div>
    </div>
  )
}

function MenuEntry({ item, onClose }: { readonly item: MenuItem; readonly onClose: () => void }) {
  const select = (): void => {
    if (item.blocked !== undefined) return
    if (item.checked === undefined) onClose()
    item.onSelect()
  }
  const state = item.chosen ?? item.checked
  const role =
    state === undefined
      ? { role: 'menuitem' }
      : { role: item.chosen === undefined ? 'menuitemcheckbox' : 'menuitemradio', 'aria-checked': state }
  return (
    <button
      type="button"
      tabIndex={-1}
      className={`${styles['item']} ${item.danger ? styles['danger'] : ''}`}
      lang={item.lang}
      title={item.blocked}
      aria-disabled={item.blocked !== undefined || undefined}
      onClick={select}
      {...role}
    >
      {item.icon}
      <span className={styles['name']}>{item.name}</span>
      {state === true && <Check size={16} aria-hidden />}
    </button>
  )
}

// Outside the component: a new function would be called again, and move the focus, at every render.
const keepInside = (panel: HTMLElement | null): void => {
  if (!panel) return
  // It ends where its button does; what lies before the page could not even be scrolled to.
  const { x } = (panel.closest('main, dialog') ?? document.body).getBoundingClientRect()
  panel.style.insetInlineEnd = `${Math.min(0, panel.getBoundingClientRect().x - x - 8)}px`
  // In a window that scrolls it would begin in sight and end under the foot.
  panel.scrollIntoView({ block: 'nearest', inline: 'nearest' })
}

const focusFirst = (menu: HTMLDivElement | null): void => menu?.querySelector('button')?.focus()

function moveFocus(event: KeyboardEvent<HTMLElement>, onClose: () => void): void {
  if (event.key === 'Escape') {
    // Only the menu closes, not the window it is in.
    event.preventDefault()
    event.stopPropagation()
    onClose()
    return
  }
  const entries = [...event.currentTarget.querySelectorAll('button')]
  const now = entries.findIndex((entry) => entry === document.activeElement)
  const next = { ArrowDown: now + 1, ArrowUp: now - 1, Home: 0, End: entries.length - 1 }[event.key]
  if (next === undefined) return
  event.preventDefault()
  entries.at(next % entries.length)?.focus()
}
