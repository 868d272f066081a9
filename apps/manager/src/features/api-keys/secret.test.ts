import { expect, test } from 'vitest'
import { isSecretOf, issueSecret, parseSecret } from './secret.ts'

const pepper = Buffer.alloc(32, 1)

test('a secret is bound to its bytes, its key, its tenant and the pepper', () => {
  const { secretKey, digest } = issueSecret(pepper, 0, 7)
  const { ID, bytes } = parseSecret(secretKey) ?? { ID: 0, bytes: Buffer.alloc(0) }
  expect(ID).toBe(7)
  expect(isSecretOf(pepper, bytes, { tenantID: 0, ID: 7, digest })).toBe(true)
  expect(isSecretOf(pepper, bytes, { tenantID: 1, ID: 7, digest })).toBe(false)
  expect(isSecretOf(pepper, bytes, { tenantID: 0, ID: 8, digest })).toBe(false)
  expect(isSecretOf(Buffer.alloc(32, 2), bytes, { tenantID: 0, ID: 7, digest })).toBe(false)
  expect(isSecretOf(pepper, Buffer.alloc(32), { tenantID: 0, ID: 7, digest })).toBe(false)
  expect(isSecretOf(pepper, bytes, undefined)).toBe(false)
})

test.each([
  '',
  ':',
  '7',
  '07:' + 'A'.repeat(43) + '=',
  '7:' + 'A'.repeat(42) + 'B=',
  '7:' + 'A'.repeat(44),
  '-7:' + 'A'.repeat(43) + '=',
  '7:' + '_'.repeat(43) + '=',
  ' 7:' + 'A'.repeat(43) + '=',
  '7:' + 'A'.repeat(43) + '=\n',
  '12345678901:' + 'A'.repeat(43) + '=',
])('%j is no secret', (text) => {
  expect(parseSecret(text)).toBeUndefined()
})
