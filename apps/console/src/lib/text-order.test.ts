import fc from 'fast-check'
import { expect, test } from 'vitest'
import { plainlySorted } from './text-order.ts'

const plain = fc.string({ unit: 'grapheme-ascii', maxLength: 12 })
const any = fc.string({ unit: 'grapheme', maxLength: 8 })
const close = fc.string({ unit: fc.constantFrom('a', 'A', 'b', 'B', '1', '-', ' ', 'ä', 'あ', '\u0301'), maxLength: 6 })

test.each(['en', 'ja'])('texts of plain signs are in the order of the collator of %s', (language) => {
  const { compare } = new Intl.Collator(language)
  for (const texts of [plain, any, close])
    fc.assert(
      fc.property(fc.array(texts, { maxLength: 4 }), (some) => {
        expect(plainlySorted(some, (text) => text) ?? some.toSorted(compare)).toEqual(some.toSorted(compare))
      }),
      { numRuns: 3_000 },
    )
})

test('what is not plain is left to the collator', () => {
  expect(plainlySorted(['b', 'a'], (text) => text)).toEqual(['a', 'b'])
  // The last is the sign of the unit, whose small letter is a plain one.
  for (const text of ['ä', 'a\u0301', 'あ', '\u212A']) expect(plainlySorted(['b', text], (one) => one)).toBeUndefined()
})
