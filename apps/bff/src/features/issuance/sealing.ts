import { createCipheriv, createECDH, createPublicKey, hkdfSync, randomBytes } from 'node:crypto'
import { Refusal, sealingContext, sealingInfo, type SealedSecret } from '@latchkey/contract'

const curve = 'prime256v1'
const rawBytes = 65

/** Seals to the tab's public key: from here on only that tab can read it. ECDH, HKDF-SHA-256, AES-256-GCM. */
export function sealToTab(
  publicKey: string,
  context: { apiKeyID: number; idempotencyKey: string },
  secret: string,
): SealedSecret {
  const ephemeral = createECDH(curve)
  const senderPublicKey = ephemeral.generateKeys('base64')
  const shared = ephemeral.computeSecret(rawPublicKey(publicKey))
  const key = Buffer.from(hkdfSync('sha256', shared, Buffer.alloc(0), sealingInfo, 32))
  const iv = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(
    Buffer.from(sealingContext(context.apiKeyID, context.idempotencyKey)),
  )
  const ciphertext = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final(), cipher.getAuthTag()])
  shared.fill(0)
  key.fill(0)
  return { senderPublicKey, iv: iv.toString('base64'), ciphertext: ciphertext.toString('base64') }
}

/** Refused before anything is asked of the manager: a secret that could be sealed to nobody must not be made. */
export function refuseBadPublicKey(publicKey: string): void {
  try {
    const trial = createECDH(curve)
    trial.generateKeys()
    trial.computeSecret(rawPublicKey(publicKey))
  } catch (cause) {
    throw new Refusal(400, 'publicKey: is not a point of P-256', { field: 'publicKey', cause })
  }
}

function rawPublicKey(text: string): Buffer {
  const bytes = Buffer.from(text, 'base64')
  if (bytes.length === rawBytes) return bytes
  const { crv, x = '', y = '' } = createPublicKey({ key: bytes, format: 'der', type: 'spki' }).export({ format: 'jwk' })
  if (crv !== 'P-256') throw new Error('The key is of another curve.')
  return Buffer.concat([Buffer.of(4), Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')])
}
