import { expect, test } from 'vitest'
import { toCsv } from './csv.ts'

test.each([
  ['plain', 'plain'],
  ['a, b', '"a, b"'],
  ['say "no"', '"say ""no"""'],
  ['two\nlines', '"two\nlines"'],
  ['=1+1', "'=1+1"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['-2, +3', `"'-2, +3"`],
  ['\tcmd', "'\tcmd"],
  [' =1+1', "' =1+1"],
  ['\u3000\u00a0+1', "'\u3000\u00a0+1"],
  ['＝1+1', "'＝1+1"],
  ['＠SUM(A1)', "'＠SUM(A1)"],
  ['\ncmd', `"'\ncmd"`],
  ['鍵', '鍵'],
])('%j is written as %j', (value, expected) => {
  expect(toCsv([[value, 'x']])).toBe(`\uFEFF${expected},x\r\n`)
})
