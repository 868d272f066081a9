import { expect, test } from 'vitest'
import { standardLimits } from '@latchkey/server/limits'
import { createCallLimit } from './rate-limits.ts'

test('a clock that is set back shuts nobody out', () => {
  const time = { now: 1_800_000_000_000 }
  const admit = createCallLimit(() => time.now, standardLimits)
  admit('a session')
  time.now -= 60 * 60_000
  for (let call = 0; call < 199; call += 1) expect(() => admit('a session')).not.toThrow()
  expect(() => admit('a session')).toThrow('Too many calls at once')
  time.now += 1_000
  for (let call = 0; call < 50; call += 1) expect(() => admit('a session')).not.toThrow()
  expect(() => admit('a session')).toThrow('Too many calls at once')
})
