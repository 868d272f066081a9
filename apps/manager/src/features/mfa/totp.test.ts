import { execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { newRecoveryCodes, recoveryDigest } from './recovery-codes.ts'
import { openSeed, sealSeed } from './sealed-seed.ts'
import { base32, codeAt, otpauthURI, stepAt, stepOf } from './totp.ts'

const seed = Buffer.from('12345678901234567890')

// Appendix B of RFC 6238, the rows of SHA-1.
test.each([
  [59, '94287082'],
  [1_111_111_109, '07081804'],
  [1_111_111_111, '14050471'],
  [1_234_567_890, '89005924'],
  [2_000_000_000, '69279037'],
  [20_000_000_000, '65353130'],
])('at %i seconds the code is %s', (seconds, code) => {
  expect(codeAt(seed, stepAt(seconds * 1000), 8)).toBe(code)
})

test('an authenticator of others reads the seed and shows the same codes', () => {
  for (const seconds of [0, 59, 1_795_000_000, 1_795_000_029, 1_795_000_030, 4_102_444_800]) {
    const given = ['--totp', '--base32', '--now', `@${seconds}`, base32(seed)]
    expect(codeAt(seed, stepAt(seconds * 1000))).toBe(execFileSync('oathtool', given, { encoding: 'utf8' }).trim())
  }
})

test('a code holds for its own step and the next one, and is six plain digits', () => {
  const at = 1_000_000 * 30_000
  const code = codeAt(seed, 1_000_000)
  expect(stepOf(seed, code, at)).toBe(1_000_000)
  expect(stepOf(seed, code, at + 59_999)).toBe(1_000_000)
  expect(stepOf(seed, code, at + 60_000)).toBeUndefined()
  expect(stepOf(seed, code, at - 1)).toBeUndefined()
  for (const other of [`${code} `, code.slice(1), `+${code.slice(1)}`, '١٢٣٤٥٦', ''])
    expect(stepOf(seed, other, at)).toBeUndefined()
})

test('seeds are written in base 32, and go into the address of an authenticator', () => {
  expect(base32(seed)).toBe('GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ')
  const uri = new URL(otpauthURI('Ada: Ω', seed))
  expect([uri.protocol, uri.host, decodeURIComponent(uri.pathname)]).toEqual(['otpauth:', 'totp', '/Latchkey:Ada: Ω'])
  expect(Object.fromEntries(uri.searchParams)).toEqual({
    secret: base32(seed),
    issuer: 'Latchkey',
    algorithm: 'SHA1',
    digits: '6',
    period: '30',
  })
})

test('a sealed seed opens for its own user alone, and never after a change', () => {
  const master = Buffer.alloc(32, 7)
  const owner = { tenantID: 0, administratorID: 1 }
  const sealed = sealSeed(master, owner, seed)
  expect(openSeed(master, owner, sealed)).toEqual(seed)
  const bytes = Buffer.from(sealed, 'base64')
  bytes.writeUInt8((bytes.at(-1) ?? 0) ^ 1, bytes.length - 1)
  for (const open of [
    () => openSeed(master, { ...owner, administratorID: 2 }, sealed),
    () => openSeed(master, { ...owner, tenantID: 1 }, sealed),
    () => openSeed(Buffer.alloc(32, 8), owner, sealed),
    () => openSeed(master, owner, bytes.toString('base64')),
  ])
    expect(open).toThrow(/authenticate/)
})

test('recovery codes are ten, all different, and read however they are typed', () => {
  const codes = newRecoveryCodes()
  expect(new Set(codes).size).toBe(10)
  const [code = ''] = codes
  expect(code).toMatch(/^([A-Z2-7]{4}-){3}[A-Z2-7]{4}$/)
  const pepper = Buffer.alloc(32, 1)
  const owner = { tenantID: 0, administratorID: 1 }
  const digest = recoveryDigest(pepper, owner, code)
  expect(recoveryDigest(pepper, owner, ` ${code.toLowerCase().replaceAll('-', ' ')} `)).toBe(digest)
  expect(recoveryDigest(pepper, { ...owner, administratorID: 2 }, code)).not.toBe(digest)
  expect(recoveryDigest(pepper, owner, '123456')).toBeUndefined()
})
