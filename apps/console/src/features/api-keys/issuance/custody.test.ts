import { expect, test } from 'vitest'
import { comparePasted } from './custody.ts'

const secret = '7:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8='

test.each([
  [secret, 'same'],
  ['  ', 'empty'],
  [`${secret} `, 'blanks'],
  [`\n${secret}`, 'blanks'],
  ['7', 'idOnly'],
  ['7:', 'idOnly'],
  [secret.slice(0, -1), 'missing'],
  [secret.slice(1), 'missing'],
  [secret.replace('QoL', 'QL'), 'missing'],
  [`API_SECRET_KEY='${secret}'`, 'more'],
  ['8', 'other'],
  ['something else altogether that is rather long', 'other'],
])('%j is %s', (pasted, expected) => {
  expect(comparePasted(pasted, secret)).toBe(expected)
})
