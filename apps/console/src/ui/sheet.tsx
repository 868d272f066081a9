import type { ReactNode } from 'react'
import styles from './sheet.module.css'

interface SheetProps {
  readonly label: string
  readonly children: ReactNode
  readonly onClose: () => void
}

/** Comes in from the left over the page; the browser's own dialog keeps the focus and closes on Escape. */
export function Sheet({ label, children, onClose }: SheetProps) {
  return (
    <dialog ref={openModal} className={styles['sheet']} aria-label={label} onClose={onClose} closedby="any">
      <div className={styles['content']}>{children}</div>
    </dialog>
  )
}

const openModal = (dialog: HTMLDialogElement | null): void => {
  if (dialog && !dialog.open) dialog.showModal()
}
