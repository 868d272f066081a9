import { CallError } from '@latchkey/client'
import { expect, test } from 'vitest'
import { mayWorkNextTime } from './query-client.ts'

const answered = (status?: number) => new CallError('', { changed: 'no', ...(status !== undefined && { status }) })

test.each([
  ['no answer', 0, answered(), true],
  ['a third loss', 2, answered(), false],
  ['a manager that is away', 0, answered(503), true],
  ['a missing right', 0, answered(403), false],
  ['too many calls', 0, answered(429), false],
  ['a mistake of ours', 0, new TypeError('undefined is not a function'), false],
] as const)('%s after %i failures is asked again or not', (_, failures, error, again) => {
  expect(mayWorkNextTime(failures, error)).toBe(again)
})
