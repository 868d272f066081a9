/** Names and texts are compared folded once in code, so that both databases find the same. */
export const folded = (text: string): string => text.normalize('NFC').toLowerCase()
