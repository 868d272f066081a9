import type { SealedSecret } from '@latchkey/contract'

// Of the contract, written once more here: its own come with zod, which is not for the page. A test holds them together.
export const sealingInfo = 'latchkey sealed secret v1'
export const sealingContext = (apiKeyID: number, idempotencyKey: string): string => `${apiKeyID}.${idempotencyKey}`

const curve = { name: 'ECDH', namedCurve: 'P-256' } as const

export interface SealingPair {
  /** Cannot be read out, by us or by anyone; it can only be used in this browser. */
  readonly privateKey: CryptoKey
  readonly publicKey: string
}

/** One for each thing a person asks for: what is sealed to it opens nowhere else. */
export async function createSealingPair(): Promise<SealingPair> {
  const { privateKey, publicKey } = await crypto.subtle.generateKey(curve, false, ['deriveBits'])
  return { privateKey, publicKey: base64Of(await crypto.subtle.exportKey('raw', publicKey)) }
}

/** Fails when it was not sealed to this key, for this key ID and this intent. */
export async function openSealed(
  { senderPublicKey, iv, ciphertext }: SealedSecret,
  privateKey: CryptoKey,
  context: string,
): Promise<string> {
  const sender = await crypto.subtle.importKey('raw', bytesOf(senderPublicKey), curve, false, [])
  const shared = await crypto.subtle.deriveBits({ name: 'ECDH', public: sender }, privateKey, 256)
  const material = await crypto.subtle.importKey('raw', shared, 'HKDF', false, ['deriveKey'])
  const text = new TextEncoder()
  const opening = await crypto.subtle.deriveKey(
    { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info: text.encode(sealingInfo) },
    material,
    { name: 'AES-GCM', length: 256 },
    false,
    ['decrypt'],
  )
  const opened = await crypto.subtle.decrypt(
    { name: 'AES-GCM', iv: bytesOf(iv), additionalData: text.encode(context) },
    opening,
    bytesOf(ciphertext),
  )
  const bytes = new Uint8Array(opened)
  const secret = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  bytes.fill(0)
  if (secret === '') throw new Error('A secret arrived that is empty.')
  return secret
}

const base64Of = (bytes: ArrayBuffer): string => btoa(String.fromCharCode(...new Uint8Array(bytes)))
const bytesOf = (base64: string): Uint8Array<ArrayBuffer> => Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0))
