import { useEffect, useEffectEvent } from 'react'

/** Keys such as "mod+k", "?" or "/". Those without mod rest while one types, and in front of an open dialog. */
export function useShortcuts(shortcuts: Readonly<Record<string, () => void>>): void {
  const press = useEffectEvent((event: KeyboardEvent) => {
    const isMod = event.ctrlKey || event.metaKey
    const act = shortcuts[`${isMod ? 'mod+' : ''}${event.key.toLowerCase()}`]
    if (!act || event.altKey || event.defaultPrevented || (!isMod && isOccupied(event.target))) return
    event.preventDefault()
    act()
  })
  useEffect(() => {
    addEventListener('keydown', press)
    return () => removeEventListener('keydown', press)
  }, [])
}

const isOccupied = (target: EventTarget | null): boolean =>
  (target instanceof HTMLElement && target.matches('input, textarea, select, [contenteditable]')) ||
  document.querySelector('dialog[open]') !== null
