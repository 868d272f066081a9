import { createHmac, timingSafeEqual } from 'node:crypto'

const stepMs = 30_000
const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

export const stepAt = (now: number): number => Math.floor(now / stepMs)

/** RFC 6238, with SHA-1 as every authenticator knows it. */
export function codeAt(seed: Buffer, step: number, digits = 6): string {
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(step))
  const digest = createHmac('sha1', seed).update(counter).digest()
  const offset = (digest.at(-1) ?? 0) & 0xf
  const number = digest.readUInt32BE(offset) & 0x7fffffff
  return String(number % 10 ** digits).padStart(digits, '0')
}

/** The step a code is of: this one, or the one before for whoever types slowly. */
export function stepOf(seed: Buffer, code: string, now: number): number | undefined {
  if (!/^[0-9]{6}$/.test(code)) return undefined
  const steps = [stepAt(now), stepAt(now) - 1]
  const [match] = steps.filter((step) => timingSafeEqual(Buffer.from(codeAt(seed, step)), Buffer.from(code)))
  return match
}

export function base32(bytes: Buffer): string {
  const bits = Array.from(bytes, (byte) => byte.toString(2).padStart(8, '0')).join('')
  return (bits.match(/.{1,5}/g) ?? []).map((five) => alphabet.charAt(Number.parseInt(five.padEnd(5, '0'), 2))).join('')
}

export function otpauthURI(username: string, seed: Buffer): string {
  const label = `Latchkey:${encodeURIComponent(username)}`
  return `otpauth://totp/${label}?secret=${base32(seed)}&issuer=Latchkey&algorithm=SHA1&digits=6&period=30`
}
