import fc from 'fast-check'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { createLogger } from './logger.ts'

const lineSchema = z.object({ msg: z.string(), said: z.string(), err: z.object({ message: z.string() }) })

function logged(text: string): string[] {
  const lines: string[] = []
  createLogger({ write: (line) => void lines.push(line) }).warn({ said: text, err: new Error(text) }, text)
  return lines
}

// Most of what is drawn at random acts on nothing: what does, stands between.
const text = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom(
        '\n',
        '\r',
        '\0',
        '\u001b[2J',
        '\u007f',
        '\u009b',
        '\u2028',
        '\u202e',
        '\u2067',
        '\u200f',
        '\u061c',
        '\\',
        '"',
      ),
    ),
  )
  .map((parts) => parts.join(''))

test('whatever is told of is one line of JSON that reads back as it was, and nothing in it acts on a terminal', () => {
  fc.assert(
    fc.property(text, (told) => {
      const [line = '', ...more] = logged(told)
      expect(more).toEqual([])
      expect(line.indexOf('\n')).toBe(line.length - 1)
      expect(line.slice(0, -1)).not.toMatch(/[\p{Cc}\p{Bidi_Control}\u2028\u2029]/u)
      expect(lineSchema.parse(JSON.parse(line))).toMatchObject({ msg: told, said: told, err: { message: told } })
    }),
  )
})

const apiSecret = '7:4rFctPvno+dxntueMcso4F61SUZMFVt3I6SczG7ysOA='
const sID = '0123456789ABCDEF0123456789ABCDEF'
test.each([
  ['an API secret', apiSecret, apiSecret],
  ['a token of Vision One', 'eyJhbGciOiJIUzI1NiJ9.eyJjaWQiOiIxIn0.c2lnbmVk', 'c2lnbmVk'],
  ['a password in an address', 'postgres://latchkey:hunter2@host/latchkey', 'hunter2'],
  ['a token as a password in an address', `postgres://latchkey:${'t0ken'.repeat(400)}@host/latchkey`, 't0ken'],
  ['a session in an address', `/rest/session?sID=${sID}`, sID],
])('%s is not in the log, wherever it came from', (_, said, credential) => {
  const [line = ''] = logged(`it said ${said} and no more`)
  expect(line).not.toContain(credential)
  expect(line).toContain('and no more')
})
