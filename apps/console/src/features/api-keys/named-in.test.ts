import { expect, test } from 'vitest'
import { keyWork as english } from '../../messages/en/key-work.ts'
import { keyWork as japanese } from '../../messages/ja/key-work.ts'
import { namedIn } from './named-in.ts'

const verbsOf = ({ keyNamed, lockOutVerb, removeVerb, setExpiryVerb }: typeof english) =>
  [lockOutVerb, removeVerb, setExpiryVerb].map((verb) => verb(keyNamed('')))

test.each([
  ['payments', 'payments'],
  ['  payments ci ', 'payments ci'],
  ['delete payments', 'payments'],
  ['payments del', 'payments'],
  ['Lock out key payments of ci', 'payments of ci'],
  ['set the expiry of payments', 'payments'],
  // No name is left: what was typed may be one.
  ['lock', 'lock'],
  ['key of', 'key of'],
  ['', ''],
])('of %j the name is %j', (text, name) => {
  expect(namedIn(text, verbsOf(english))).toBe(name)
})

test.each([
  ['決済 を削除', '決済'],
  ['キー 決済 ロック', '決済'],
  ['payments の有効期限', 'payments'],
])('of %j the name is %j', (text, name) => {
  expect(namedIn(text, verbsOf(japanese))).toBe(name)
})
