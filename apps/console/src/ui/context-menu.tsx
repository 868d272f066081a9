import { useState } from 'react'
import { MenuPanel, type MenuItem } from './menu.tsx'
import styles from './menu.module.css'

interface ContextMenuProps {
  readonly label: string
  readonly left: number
  readonly top: number
  readonly items: readonly MenuItem[]
  readonly onClose: () => void
}

/** The same entries as a menu, where the pointer is. */
export function ContextMenu({ label, left, top, items, onClose }: ContextMenuProps) {
  const [before] = useState(document.activeElement)
  const place = {
    insetInlineStart: Math.max(8, Math.min(left, innerWidth - 240)),
    insetBlockStart: Math.max(8, Math.min(top, innerHeight - 12 - items.length * 40)),
  }
  return (
    <div
      className={styles['context']}
      style={place}
      onBlur={({ currentTarget, relatedTarget }) => {
        if (!currentTarget.contains(relatedTarget)) onClose()
      }}
    >
      <MenuPanel
        label={label}
        items={items}
        onClose={() => {
          onClose()
          if (before instanceof HTMLElement) before.focus()
        }}
      />
    </div>
  )
}
