import fc from 'fast-check'
import { expect, test } from 'vitest'
import { orderOfFew } from './text-order.ts'

const plain = fc.string({ unit: 'grapheme-ascii', maxLength: 12 })
const any = fc.string({ unit: 'grapheme', maxLength: 8 })
const close = fc.string({ unit: fc.constantFrom('a', 'A', 'b', 'B', '1', '-', ' ', 'ä', 'あ', '\u0301'), maxLength: 6 })

test.each(['en', 'ja'])('a few texts are in the order of the collator of %s', (language) => {
  const { compare } = new Intl.Collator(language)
  const few = orderOfFew(language)
  for (const texts of [plain, any, close])
    fc.assert(
      fc.property(texts, texts, (a, b) => {
        expect(Math.sign(few(a, b))).toBe(Math.sign(compare(a, b)))
      }),
      { numRuns: 3_000 },
    )
})
