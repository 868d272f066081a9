import { useLayoutEffect, useState, type RefObject } from 'react'
import { usePrinting } from '../use-printing.ts'

interface RowWindow {
  readonly count: number
  readonly rowHeight: number
  /** A row that is drawn wherever it is: the one with the focus. */
  readonly keep: number
}

const overscan = 4
// What stands over the rows, however far they are scrolled.
const headerHeight = 36
// What stands over a list on every page: nobody waits for rows that are out of sight.
const aroundPx = 200
// More would be some hundred pages.
const printedMax = 5_000
const restMs = 120

interface Seen {
  readonly first: number
  readonly rows: number
  /** The row that stood first in the document when scrolling began; undefined at rest. */
  readonly since?: number | undefined
}

/** Which rows are drawn. All have one height, so that where a row stands is its number times that. */
export function useRowWindow(body: RefObject<HTMLElement | null>, { count, rowHeight, keep }: RowWindow) {
  const [seen, setSeen] = useState<Seen>(() => ({
    first: 0,
    rows: Math.ceil((innerHeight - aroundPx) / rowHeight) - overscan,
  }))
  useLayoutEffect(() => {
    const scroller = body.current?.parentElement
    if (!scroller) return undefined
    const look = (sinceNow?: (before: Seen) => number) => {
      const first = Math.floor(scroller.scrollTop / rowHeight)
      const rows = rowsIn(scroller, rowHeight)
      setSeen((before) =>
        before.first === first && before.rows === rows
          ? before
          : { first, rows, since: before.since ?? sinceNow?.(before) },
      )
    }
    let resting: ReturnType<typeof setTimeout> | undefined
    const whileScrolled = () => {
      look(({ first }) => first - overscan)
      clearTimeout(resting)
      resting = setTimeout(() => setSeen(atRest), restMs)
    }
    const sizes = new ResizeObserver(() => look())
    sizes.observe(scroller)
    scroller.addEventListener('scroll', whileScrolled, { passive: true })
    return () => {
      sizes.disconnect()
      scroller.removeEventListener('scroll', whileScrolled)
    }
  }, [body, rowHeight])
  // On paper nothing scrolls.
  const { first, rows, since } = usePrinting() ? { first: 0, rows: printedMax } : seen
  const slots = rows + 1 + 2 * overscan
  const drawn = drawnRows({ first, rows }, count, keep).map((index) => ({ index, slot: slotOf(index, slots, keep) }))
  return inDocument(drawn, slots, since)
}

export const rowsIn = ({ clientHeight }: Element, rowHeight: number): number =>
  Math.ceil((clientHeight - headerHeight) / rowHeight)

const atRest = (seen: Seen): Seen => (seen.since === undefined ? seen : { ...seen, since: undefined })

interface DrawnRow {
  readonly index: number
  readonly slot: number
}

/**
 * At rest rows stand in the document in their order, as a screen reader goes through them. While they are scrolled each stays
 * where it was then: an element that is moved in the document is styled and laid out anew, with all that is in it.
 */
export function inDocument(drawn: readonly DrawnRow[], slots: number, since: number | undefined): readonly DrawnRow[] {
  if (since === undefined) return drawn
  const placeOf = ({ slot }: DrawnRow) => (slot + slots - (since % slots)) % slots
  return drawn.toSorted((one, other) => placeOf(one) - placeOf(other))
}

/**
 * Rows that come into sight take the elements of those that went out of it, which is many times cheaper than new ones. The
 * row with the focus keeps its own wherever it is; whoever would get that takes the spare one.
 */
export const slotOf = (index: number, slots: number, keep: number): number =>
  index !== keep && keep >= 0 && index % slots === keep % slots ? slots : index % slots

/** In their order. */
export function drawnRows(
  { first, rows }: { readonly first: number; readonly rows: number },
  count: number,
  keep: number,
): readonly number[] {
  // A list that has just become shorter is scrolled back by the browser, a moment later.
  const top = Math.min(first, Math.max(0, count - rows))
  const [from, to] = [Math.max(0, top - overscan), Math.min(count, top + rows + 1 + overscan)]
  const drawn = Array.from({ length: to - from }, (_, index) => from + index)
  if (keep < 0 || keep >= count) return drawn
  return keep < from ? [keep, ...drawn] : keep >= to ? [...drawn, keep] : drawn
}
