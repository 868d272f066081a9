import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { buildProduct, buildTimeoutMs, createPlace } from '../process-for-tests.ts'

const allowed = 5

beforeAll(buildProduct, buildTimeoutMs)
let place: ReturnType<typeof createPlace>
beforeEach(() => void (place = createPlace()))
afterEach(() => place.dispose())

test('a guess counts although the manager is killed before it answers', async () => {
  await place.init()
  const { child, finished, ready } = await place.start()
  let answered = 0
  const guess = async () => {
    await fetch(`${ready.manager}/api/sessions`, {
      method: 'POST',
      headers: { 'api-version': 'v1', 'content-type': 'application/json' },
      body: JSON.stringify({ userName: 'ada', password: 'a guess' }),
    })
    answered += 1
    // The others wait for their turn to be hashed, and were counted before.
    child.kill('SIGKILL')
  }
  await Promise.allSettled(Array.from({ length: 12 }, guess))
  await finished
  expect(answered).toBeLessThan(allowed)
  const database = new DatabaseSync(join(place.data, 'manager.sqlite'))
  expect(database.prepare('SELECT attempts, active FROM administrators').get()).toEqual({
    attempts: allowed,
    active: 1,
  })
  database.close()
}, 40_000)
