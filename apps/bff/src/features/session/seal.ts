import { createCipheriv, createDecipheriv, randomBytes, type KeyObject } from 'node:crypto'

const version = 1
const nonceBytes = 12
const tagBytes = 16
const algorithm = 'aes-256-gcm'

// Bound to the record it lies in: a sealed text moved to another record does not open.
const boundTo = (digest: string): Buffer => Buffer.from(`${version}:${digest}`)

export function seal(key: KeyObject, digest: string, text: string): string {
  const nonce = randomBytes(nonceBytes)
  const cipher = createCipheriv(algorithm, key, nonce).setAAD(boundTo(digest))
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64')
}

/** Undefined where the text was changed, cut, moved, or sealed under another key. */
export function unseal(key: KeyObject, digest: string, text: string): string | undefined {
  const bytes = Buffer.from(text, 'base64')
  const [nonce, tag, sealed] = [
    bytes.subarray(0, nonceBytes),
    bytes.subarray(nonceBytes, nonceBytes + tagBytes),
    bytes.subarray(nonceBytes + tagBytes),
  ]
  try {
    const decipher = createDecipheriv(algorithm, key, nonce, { authTagLength: tagBytes })
      .setAAD(boundTo(digest))
      .setAuthTag(tag)
    const opened = decipher.update(sealed)
    // Of this cipher nothing is left over to the end; what the end does is refuse.
    decipher.final()
    return opened.toString('utf8')
  } catch {
    return undefined
  }
}
