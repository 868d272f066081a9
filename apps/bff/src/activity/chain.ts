import { createHmac } from 'node:crypto'

/** Each entry is bound to all before it: none can be changed, moved or taken away without the key. */
export function chainHash(key: Buffer, previous: string, entry: string): string {
  // The hash before it is always as long, so what belongs to which is never in doubt.
  return createHmac('sha256', key)
    .update(Buffer.from(previous.padEnd(44, '='), 'latin1'))
    .update(entry)
    .digest('base64')
}
