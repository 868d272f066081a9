import { useState, type FocusEvent, type KeyboardEvent, type PointerEvent, type SyntheticEvent } from 'react'
import styles from './grid.module.css'
import { placeOf } from './place.ts'

interface Hint {
  readonly text: string
  readonly left: number
  readonly top: number
  readonly above: boolean
}

type HintOf = (row: number, column: number) => string | undefined

/** One hint for the whole grid, drawn outside its scroller so that nothing cuts it off. */
export function useCellHint(hintOf: HintOf) {
  const [hint, setHint] = useState<Hint>()
  const show = ({ target }: SyntheticEvent): void => setHint(hintAt(target, hintOf))
  const hide = (): void => setHint(undefined)
  return {
    hint: hint && (
      <div
        role="tooltip"
        className={`${styles['hint']} ${hint.above ? styles['above'] : ''}`}
        style={{ insetInlineStart: hint.left, insetBlockStart: hint.top }}
      >
        {hint.text}
      </div>
    ),
    hintEvents: {
      onPointerOver: (event: PointerEvent) => event.pointerType === 'mouse' && show(event),
      onPointerLeave: hide,
      onScroll: hide,
      onBlur: hide,
    },
    showHint: (event: FocusEvent) => event.target.matches(':focus-visible') && show(event),
    /** True where there was one to take away. */
    dismissHint: (event: KeyboardEvent): boolean => {
      if (event.key !== 'Escape' || !hint) return false
      hide()
      return true
    },
  }
}

function hintAt(target: EventTarget, hintOf: HintOf): Hint | undefined {
  const cell = target instanceof Element ? target.closest<HTMLElement>('[role=gridcell]') : null
  const place = cell && placeOf(cell)
  if (!place) return undefined
  const text = hintOf(place.row, place.column) ?? (isCutOff(cell) ? cell.innerText : '')
  if (text === '') return undefined
  const box = cell.getBoundingClientRect()
  const above = box.bottom + 120 > innerHeight
  return { text, left: Math.max(8, Math.min(box.left, innerWidth - 428)), top: above ? box.top : box.bottom, above }
}

const isCutOff = (cell: Element): boolean =>
  [cell, ...cell.querySelectorAll('*')].some(
    ({ scrollWidth, clientWidth }) => clientWidth > 0 && scrollWidth > clientWidth + 1,
  )
