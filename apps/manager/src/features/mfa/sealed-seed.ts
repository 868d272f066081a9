import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'

const nonceBytes = 12
const tagBytes = 16

export interface SeedOwner {
  readonly tenantID: number
  readonly administratorID: number
}

const keyFrom = (master: Buffer): Buffer =>
  Buffer.from(hkdfSync('sha256', master, Buffer.alloc(0), 'latchkey second factor', 32))
const boundTo = ({ tenantID, administratorID }: SeedOwner): Buffer => Buffer.from(`1:${tenantID}:${administratorID}`)

/** Bound to its user: a seed that is copied to another row does not open. */
export function sealSeed(master: Buffer, owner: SeedOwner, seed: Buffer): string {
  const nonce = randomBytes(nonceBytes)
  const cipher = createCipheriv('aes-256-gcm', keyFrom(master), nonce).setAAD(boundTo(owner))
  const sealed = Buffer.concat([cipher.update(seed), cipher.final()])
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64')
}

export function openSeed(master: Buffer, owner: SeedOwner, text: string): Buffer {
  const bytes = Buffer.from(text, 'base64')
  const [nonce, tag] = [bytes.subarray(0, nonceBytes), bytes.subarray(nonceBytes, nonceBytes + tagBytes)]
  const decipher = createDecipheriv('aes-256-gcm', keyFrom(master), nonce, { authTagLength: tagBytes })
    .setAAD(boundTo(owner))
    .setAuthTag(tag)
  return Buffer.concat([decipher.update(bytes.subarray(nonceBytes + tagBytes)), decipher.final()])
}
