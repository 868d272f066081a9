/**
 * For finding: full-width and half-width forms of one letter are one letter, and large letters are compared, since the small ones of one
 * differ by where they stand, as a sigma does.
 */
export const folded = (text: string): string => text.normalize('NFKC').toUpperCase()
