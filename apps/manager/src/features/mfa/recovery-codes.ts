import { createHmac, randomBytes } from 'node:crypto'
import type { SeedOwner } from './sealed-seed.ts'
import { base32 } from './totp.ts'

const codesAtOnce = 10
const codeBytes = 10

/** 80 bits each, in four groups for whoever has to type one. */
export const newRecoveryCodes = (): string[] =>
  Array.from({ length: codesAtOnce }, () => base32(randomBytes(codeBytes)).replace(/(.{4})(?=.)/g, '$1-'))

/** Undefined for what cannot be one. Only digests are kept; the pepper keeps a thief of the database from trying. */
export function recoveryDigest(
  pepper: Buffer,
  { tenantID, administratorID }: SeedOwner,
  code: string,
): string | undefined {
  const plain = code.replace(/[\s-]/g, '').toUpperCase()
  if (!/^[A-Z2-7]{16}$/.test(plain)) return undefined
  return createHmac('sha256', pepper).update(`r1:${tenantID}:${administratorID}:${plain}`).digest('base64')
}
