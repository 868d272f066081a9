import { setImmediate } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { onceAtATime } from './once-at-a-time.ts'

test('what is under way is not begun again before it has ended', async () => {
  const begun: (() => void)[] = []
  const look = onceAtATime(() => new Promise((resolve) => void begun.push(resolve)))
  for (let turn = 0; turn < 3; turn += 1) look()
  expect(begun).toHaveLength(1)
  begun[0]?.()
  await setImmediate()
  look()
  expect(begun).toHaveLength(2)
})
