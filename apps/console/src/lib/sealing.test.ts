import { createCipheriv, createECDH, hkdfSync, randomBytes } from 'node:crypto'
import { sealingContext as contractContext, sealingInfo as contractInfo, type SealedSecret } from '@latchkey/contract'
import { describe, expect, test } from 'vitest'
import { createSealingPair, openSealed, sealingContext, sealingInfo } from './sealing.ts'

const secret = '7:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8='
const context = sealingContext(7, 'an intent')

/** As the contract says it is done, by other means than the browser's. */
function seal(publicKey: string, text = secret, info = contractInfo): SealedSecret {
  const ephemeral = createECDH('prime256v1')
  const senderPublicKey = ephemeral.generateKeys('base64')
  const shared = ephemeral.computeSecret(Buffer.from(publicKey, 'base64'))
  const iv = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', Buffer.from(hkdfSync('sha256', shared, '', info, 32)), iv).setAAD(
    Buffer.from(contractContext(7, 'an intent')),
  )
  const ciphertext = Buffer.concat([cipher.update(text), cipher.final(), cipher.getAuthTag()])
  return { senderPublicKey, iv: iv.toString('base64'), ciphertext: ciphertext.toString('base64') }
}

test('page and contract mean the same', () => {
  expect(sealingInfo).toBe(contractInfo)
  expect(context).toBe(contractContext(7, 'an intent'))
})

describe('what is sealed to the tab', () => {
  test('is opened by it, byte for byte', async () => {
    const { privateKey, publicKey } = await createSealingPair()
    expect(await openSealed(seal(publicKey), privateKey, context)).toBe(secret)
  })
  test('is opened by no other', async () => {
    const { publicKey } = await createSealingPair()
    const other = await createSealingPair()
    await expect(openSealed(seal(publicKey), other.privateKey, context)).rejects.toThrow()
  })
  test.each([
    ['another key or intent', (key: string) => seal(key), sealingContext(8, 'an intent')],
    ['another purpose', (key: string) => seal(key, secret, 'something else'), context],
    ['nothing', (key: string) => seal(key, ''), context],
  ])('is refused when it was sealed for %s', async (_, sealFor, expected) => {
    const { privateKey, publicKey } = await createSealingPair()
    await expect(openSealed(sealFor(publicKey), privateKey, expected)).rejects.toThrow()
  })
  test('is opened with a key that nobody can read out', async () => {
    const { privateKey } = await createSealingPair()
    expect(privateKey.extractable).toBe(false)
    await expect(crypto.subtle.exportKey('pkcs8', privateKey)).rejects.toThrow()
  })
})
