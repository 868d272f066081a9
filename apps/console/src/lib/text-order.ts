const collators = new Map<string, Intl.Collator>()
export function collatorOf(language: string): Intl.Collator {
  const collator = collators.get(language) ?? new Intl.Collator(language)
  collators.set(language, collator)
  return collator
}

// As every language that we speak has them; a capital stands where its small letter does.
const signs = ' _-,;:!?.\'"()[]{}@*/\\&#%`^+<=>|~$0123456789abcdefghijklmnopqrstuvwxyz'
const places = new Map(
  Array.from(signs).flatMap((sign, place) => [sign, sign.toUpperCase()].map((either) => [either, place] as const)),
)

/** A few, as the collator has them, which takes longer to begin than they take to be drawn; undefined where it is needed. */
export function plainlySorted<Item>(items: readonly Item[], textOf: (item: Item) => string): Item[] | undefined {
  const keyed: { readonly item: Item; readonly text: string; readonly key: string }[] = []
  for (const item of items) {
    const text = textOf(item)
    const key = plainKey(text)
    if (key === undefined) return undefined
    keyed.push({ item, text, key })
  }
  // Where all letters are equal their case decides, and to the engine a capital is the lesser.
  return keyed.toSorted((a, b) => compareUnits(a.key, b.key) || compareUnits(b.text, a.text)).map(({ item }) => item)
}

/** A text that the engine itself puts where this one belongs; undefined where there is more than plain signs, such as an accent. */
function plainKey(text: string): string | undefined {
  let key = ''
  for (const sign of text) {
    const place = places.get(sign)
    if (place === undefined) return undefined
    key += String.fromCharCode(place)
  }
  return key
}

const compareUnits = (a: string, b: string): number => (a < b ? -1 : Number(a > b))
