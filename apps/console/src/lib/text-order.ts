type Compare = (a: string, b: string) => number

const collators = new Map<string, Intl.Collator>()
export function collatorOf(language: string): Intl.Collator {
  const collator = collators.get(language) ?? new Intl.Collator(language)
  collators.set(language, collator)
  return collator
}

// As every language that we speak has them.
const signs = ' _-,;:!?.\'"()[]{}@*/\\&#%`^+<=>|~$0123456789abcdefghijklmnopqrstuvwxyz'
const places = new Map(Array.from(signs, (sign, place) => [sign, place]))

/** The order of the collator, which takes longer to begin than a first page takes to be drawn, without it where it can be. */
export const orderOfFew =
  (language: string): Compare =>
  (a, b) =>
    orderOfPlain(a, b) ?? collatorOf(language).compare(a, b)

/** Letters first, and only where all are equal their case; undefined where there is more than plain signs. */
function orderOfPlain(a: string, b: string): number | undefined {
  let byCase = 0
  for (let at = 0; at < Math.max(a.length, b.length); at += 1) {
    const [inA = '', inB = ''] = [a[at], b[at]]
    const [lowA, lowB] = [inA.toLowerCase(), inB.toLowerCase()]
    const [placeA, placeB] = [placeOf(lowA), placeOf(lowB)]
    if (placeA === undefined || placeB === undefined) return undefined
    if (placeA !== placeB) return isPlain(a, at) && isPlain(b, at) ? placeA - placeB : undefined
    byCase ||= Number(inA !== lowA) - Number(inB !== lowB)
  }
  return byCase
}

/** The end of a text comes before everything. */
const placeOf = (sign: string): number | undefined => (sign === '' ? -1 : places.get(sign))

/** What follows may change the sign before it, as an accent does. */
function isPlain(text: string, from: number): boolean {
  for (let at = from; at < text.length; at += 1) if (!places.has(text[at]?.toLowerCase() ?? '')) return false
  return true
}
