import { randomUUID } from 'node:crypto'
import { sealingContext, sealingInfo, type SealedSecret } from '@latchkey/contract'

/** A tab as the page has it: an idempotency key, and a key pair whose private half never leaves. */
export async function openTab() {
  const curve = { name: 'ECDH', namedCurve: 'P-256' }
  const { publicKey, privateKey } = await crypto.subtle.generateKey(curve, false, ['deriveBits'])
  const intent = {
    idempotencyKey: randomUUID(),
    publicKey: base64(await crypto.subtle.exportKey('raw', publicKey)),
  }
  return {
    intent,
    create: (keyName: string, body: object = {}) => ({
      operation: 'create',
      ...intent,
      body: { keyName, roleID: 1, ...body },
    }),
    newSecret: (apiKeyID: number) => ({ operation: 'newSecret', ...intent, apiKeyID }),
    async open(apiKeyID: number, sealed: SealedSecret): Promise<string> {
      const sender = await crypto.subtle.importKey('raw', bytes(sealed.senderPublicKey), curve, false, [])
      const shared = await crypto.subtle.deriveBits({ name: 'ECDH', public: sender }, privateKey, 256)
      const material = await crypto.subtle.importKey('raw', shared, 'HKDF', false, ['deriveKey'])
      const key = await crypto.subtle.deriveKey(
        { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info: new TextEncoder().encode(sealingInfo) },
        material,
        { name: 'AES-GCM', length: 256 },
        false,
        ['decrypt'],
      )
      const additionalData = new TextEncoder().encode(sealingContext(apiKeyID, intent.idempotencyKey))
      const parameters = { name: 'AES-GCM', iv: bytes(sealed.iv), additionalData }
      return new TextDecoder().decode(await crypto.subtle.decrypt(parameters, key, bytes(sealed.ciphertext)))
    },
  }
}
export type Tab = Awaited<ReturnType<typeof openTab>>

const base64 = (buffer: ArrayBuffer): string => Buffer.from(buffer).toString('base64')
const bytes = (text: string): Uint8Array<ArrayBuffer> => new Uint8Array(Buffer.from(text, 'base64'))
