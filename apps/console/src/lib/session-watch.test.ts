import { expect, test } from 'vitest'
import { abandonSession, resumeSession, signedInAgain, untilAbandoned } from './session-watch.ts'

test('everyone who waits goes on together', async () => {
  const calls = Promise.all([signedInAgain(), signedInAgain()])
  resumeSession()
  await expect(calls).resolves.toEqual([undefined, undefined])
})

test('nothing goes on in the name of another', async () => {
  const call = signedInAgain()
  abandonSession()
  await expect(call).rejects.toThrow('The session ended.')
})

test('the next end of a session is waited for anew', async () => {
  const first = signedInAgain()
  resumeSession()
  await first
  const second = signedInAgain()
  abandonSession()
  await expect(second).rejects.toThrow()
})

test('what goes on in steps ends with the person, and is free for the next', () => {
  const before = untilAbandoned()
  resumeSession()
  expect(before.aborted).toBe(false)
  abandonSession()
  expect([before.aborted, untilAbandoned().aborted]).toEqual([true, false])
})
