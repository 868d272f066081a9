import { useId, type ReactNode } from 'react'
import styles from './dialog.module.css'

interface DialogProps {
  readonly title: string
  readonly size?: 'narrow' | 'wide'
  /** Holds nothing that could be lost: it goes at a click beside it, and grows and shrinks downwards. */
  readonly isLight?: boolean
  /** Esc asks for this; the dialog may stay. */
  readonly onClose: () => void
  readonly children: ReactNode
  readonly footer?: ReactNode
}

/**
 * The browser's own modal: it keeps the focus inside and everything else out of reach. The focus starts at what is marked
 * with data-focus, such as Cancel before something dangerous, else at the first field. What had it and goes away, such as a
 * button whose place others take, gives it back.
 */
export function Dialog({ title, size = 'narrow', isLight = false, onClose, children, footer }: DialogProps) {
  const titleID = useId()
  return (
    <dialog
      ref={openModal}
      className={`${styles['dialog']} ${styles[size]} ${isLight ? styles['light'] : ''}`}
      closedby={isLight ? 'any' : 'closerequest'}
      aria-labelledby={titleID}
      onCancel={(event) => {
        // A dialog below hears of those it holds as well.
        if (event.target !== event.currentTarget) return
        event.preventDefault()
        onClose()
      }}
      onKeyDown={(event) => {
        // Chromium closes at the second Escape whatever was prevented at the first.
        if (event.key !== 'Escape' || event.defaultPrevented) return
        event.preventDefault()
        event.stopPropagation()
        onClose()
      }}
    >
      <h2 id={titleID} className={styles['title']}>
        {title}
      </h2>
      <div className={styles['body']}>{children}</div>
      {footer !== undefined && <div className={styles['footer']}>{footer}</div>}
    </dialog>
  )
}

// Outside the component: a new function would be called again at every render.
function openModal(dialog: HTMLDialogElement | null): (() => void) | undefined {
  if (!dialog) return undefined
  const before = document.activeElement
  if (!dialog.open) dialog.showModal()
  // The browser would take the part that scrolls.
  const first = ['[data-focus]', 'input:enabled, textarea, select', 'button:not([tabindex="-1"])']
    .map((wanted) => dialog.querySelector<HTMLElement>(wanted))
    .find((element) => element !== null)
  const stop = giveFocusBack(dialog)
  first?.focus()
  return () => {
    stop()
    dialog.close()
    // What it was opened from may be gone, as a row is that was deleted, or have been an address.
    const back = before?.isConnected && before !== document.body ? before : document.querySelector('main')
    if (back instanceof HTMLElement) back.focus()
  }
}

/** Only of what went away: whoever pressed beside everything is left alone. */
function giveFocusBack(dialog: HTMLDialogElement): () => void {
  let at: EventTarget | null = null
  let from: EventTarget | null = null
  dialog.addEventListener('focusin', ({ target, relatedTarget }) => {
    at = target
    from = relatedTarget ?? from
  })
  const leaving = new MutationObserver(() => {
    if (!(at instanceof Element) || at.isConnected || document.activeElement !== document.body) return
    const before = from instanceof HTMLElement && dialog.contains(from) ? from : undefined
    const next =
      dialog.querySelector<HTMLElement>('[data-focus]') ?? before ?? [...dialog.querySelectorAll('button')].at(-1)
    next?.focus()
  })
  leaving.observe(dialog, { childList: true, subtree: true })
  return () => leaving.disconnect()
}
