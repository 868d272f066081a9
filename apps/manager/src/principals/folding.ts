/** Names and texts are compared folded once in code, so that both databases find the same; U+0000 is in no name, and PostgreSQL takes none. */
export const folded = (text: string): string => withoutNul(text).normalize('NFC').toLowerCase()

export const withoutNul = (text: string): string => text.replaceAll('\0', '\uFFFD')
