import { setTimeout as wait } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { createMetrics } from './metrics.ts'

test('the delay of the event loop is what was waited too long since it was asked for last', async () => {
  const metrics = createMetrics(async () => ({}))
  const delay = async () => Number(/^latchkey_event_loop_delay_p99_seconds (.*)$/m.exec(await metrics.text())?.[1])
  await delay()
  await wait(100)
  const until = performance.now() + 300
  while (performance.now() < until);
  await wait(50)
  expect(await delay()).toBeGreaterThan(0.2)
  // Whatever else this machine does: some second is a quiet one.
  await expect
    .poll(
      async () => {
        await wait(100)
        return await delay()
      },
      { timeout: 20_000 },
    )
    .toBeLessThan(0.015)
}, 30_000)
