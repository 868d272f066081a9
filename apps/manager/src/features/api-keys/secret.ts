import { createHmac, randomBytes, timingSafeEqual, type KeyObject } from 'node:crypto'

/** A key object is made ready once; bytes would be at every digest. */
export type Pepper = Buffer | KeyObject

export const pepperVersion = 1
const secretPattern = /^([1-9]\d{0,9}):([A-Za-z0-9+/]{43}=)$/

export interface PresentedSecret {
  readonly ID: number
  readonly bytes: Buffer
}

export function issueSecret(pepper: Pepper, tenantID: number, ID: number) {
  const bytes = randomBytes(32)
  return { secretKey: `${ID}:${bytes.toString('base64')}`, digest: secretDigest(pepper, tenantID, ID, bytes) }
}

export function parseSecret(text: string): PresentedSecret | undefined {
  const [, number = '', base64 = ''] = secretPattern.exec(text) ?? []
  const bytes = Buffer.from(base64, 'base64')
  // Base64 that is not canonical would be a second spelling of the same secret.
  return number === '' || bytes.toString('base64') !== base64 ? undefined : { ID: Number(number), bytes }
}

// 256 random bits cannot be guessed, so a fast keyed digest is enough; tenant and ID in it keep a digest from being moved to another row.
function secretDigest(pepper: Pepper, tenantID: number, ID: number, bytes: Buffer): string {
  const place = Buffer.alloc(8)
  place.writeUInt32BE(tenantID, 0)
  place.writeUInt32BE(ID, 4)
  return createHmac('sha256', pepper).update('k1').update(place).update(bytes).digest('base64')
}

const nobody = { tenantID: 0, ID: 0, digest: Buffer.alloc(32).toString('base64') }

/** Takes the same time whether there is such a key or not. */
export function isSecretOf(
  pepper: Pepper,
  bytes: Buffer,
  key: { tenantID: number; ID: number; digest: string } | undefined,
): boolean {
  const { tenantID, ID, digest } = key ?? nobody
  const presented = Buffer.from(secretDigest(pepper, tenantID, ID, bytes), 'base64')
  const stored = Buffer.from(digest, 'base64')
  return timingSafeEqual(presented, stored) && key !== undefined
}
