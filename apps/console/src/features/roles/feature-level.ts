import type { RightPath } from '@latchkey/contract/rights'
import type { CatalogRight } from './rights-catalog.ts'

export type Rights = ReadonlySet<RightPath>

export const levels = ['full', 'view', 'hide', 'custom'] as const
export type Level = (typeof levels)[number]
type Row = readonly Pick<CatalogRight, 'path' | 'isView'>[]

/** Where nothing can be viewed alone, or nothing but viewed, View-Only would be the same as Hide or Full. */
export const hasViewOnly = (row: Row): boolean => row.some(({ isView }) => isView) && row.some(({ isView }) => !isView)

export function levelOf(row: Row, held: Rights): Level {
  const has = row.map(({ path }) => held.has(path))
  if (has.every(Boolean)) return 'full'
  if (!has.some(Boolean)) return 'hide'
  return row.every(({ path, isView }) => held.has(path) === isView) ? 'view' : 'custom'
}

/** Custom changes nothing by itself: it opens the boxes. */
export function withLevel(row: Row, held: Rights, level: Level): Rights {
  if (level === 'custom') return held
  const next = new Set(held)
  for (const { path, isView } of row)
    if (level === 'full' || (level === 'view' && isView)) next.add(path)
    else next.delete(path)
  return next
}

export function toggled(held: Rights, path: RightPath, on: boolean): Rights {
  const next = new Set(held)
  if (on) next.add(path)
  else next.delete(path)
  return next
}

export const within = (held: Rights, bounds: Rights): Rights => new Set([...held].filter((path) => bounds.has(path)))

export const differing = (a: Rights, b: Rights): readonly RightPath[] => [
  ...[...a].filter((path) => !b.has(path)),
  ...[...b].filter((path) => !a.has(path)),
]
