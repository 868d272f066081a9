/** What of a text is a name: the words of verbs before and after it are not, where anything is left without them. */
export function namedIn(text: string, verbs: readonly string[]): string {
  const known = verbs.flatMap(wordsOf)
  const isOfVerb = (word: string) => wordsOf(word).every((part) => known.some((verb) => verb.startsWith(part)))
  const words = text.trim().split(/\s+/)
  const first = words.findIndex((word) => !isOfVerb(word))
  const last = words.findLastIndex((word) => !isOfVerb(word))
  return first === -1 ? text.trim() : words.slice(first, last + 1).join(' ')
}

// The particles of Japanese stand between words as blanks do.
const wordsOf = (text: string): readonly string[] =>
  text
    .toLowerCase()
    .split(/[\s、をの…]+/)
    .filter((word) => word !== '')
