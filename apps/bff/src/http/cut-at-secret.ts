import { Transform } from 'node:stream'
import { Refusal } from '@latchkey/contract'

const secretMark = Buffer.from('"secretKey"')

/** Passes an answer on as it is, up to the first byte of what no read may hold. */
export const guardAgainstSecrets = (onSecret: () => void) => ({
  whole(bytes: Buffer): Buffer {
    if (!bytes.includes(secretMark)) return bytes
    onSecret()
    throw cut()
  },
  stream: () => cutAtSecret(onSecret),
})

const cut = () => new Refusal(502, "The manager's answer held a secret where none belongs, and was cut.")

function cutAtSecret(onSecret: () => void): Transform {
  let tail: Buffer = Buffer.alloc(0)
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      const seen = tail.length === 0 ? chunk : Buffer.concat([tail, chunk])
      if (seen.includes(secretMark)) {
        onSecret()
        done(cut())
        return
      }
      // The mark may lie across two chunks: what could be its beginning waits for the next.
      const keep = Math.min(seen.length, secretMark.length - 1)
      tail = seen.subarray(seen.length - keep)
      done(null, seen.subarray(0, seen.length - keep))
    },
    flush(done) {
      done(null, tail)
    },
  })
}
