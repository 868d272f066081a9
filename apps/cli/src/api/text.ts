import type { Field } from './fields.ts'
import { isRecord } from './records.ts'

// What a terminal would act on, or show elsewhere than where it stands.
const acting = /[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]/g
const actingInJson = /[\u007f-\u009f\u2028-\u202e\u2066-\u2069]/g

/** JSON that a terminal shows as it is: the same value, with what it would act on written as escapes. */
export const jsonOf = (value: unknown, indent?: number): string =>
  JSON.stringify(value, null, indent).replace(
    actingInJson,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )

/** One value as people read it. */
export function cellOf(value: unknown, kind: Field['kind'] | undefined): string {
  if (value === undefined) return ''
  if (kind === 'moment' && typeof value === 'number') return momentText(value)
  if (Array.isArray(value)) return value.map((item) => cellOf(item, undefined)).join(', ')
  if (isRecord(value)) return `${grantedIn(value)} true, the rest false; --output json shows each`
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return text.replaceAll(/\r?\n/g, ' ').replace(acting, '?')
}

const momentText = (ms: number): string =>
  Number.isNaN(new Date(ms).getTime()) ? String(ms) : `${new Date(ms).toISOString().slice(0, 19).replace('T', ' ')}Z`

const grantedIn = (tree: unknown): number =>
  isRecord(tree) ? Object.values(tree).reduce<number>((sum, part) => sum + grantedIn(part), 0) : Number(tree === true)

const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u

/** How many columns of a terminal it takes: two for what is Japanese. */
export function widthOf(text: string): number {
  let width = 0
  for (const character of text) width += wide.test(character) ? 2 : 1
  return width
}

/** Exactly so many columns: cut with a mark, or filled up. */
export function fitted(text: string, width: number): string {
  const own = widthOf(text)
  if (own <= width) return text + ' '.repeat(width - own)
  let kept = ''
  let taken = 0
  for (const character of text) {
    taken += widthOf(character)
    if (taken > width - 1) break
    kept += character
  }
  return `${kept}…${' '.repeat(width - 1 - widthOf(kept))}`
}

/** In single quotes a shell leaves everything alone but the quote itself. */
export const shellQuoted = (text: string): string =>
  /^[\w.,:/@%+-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`
