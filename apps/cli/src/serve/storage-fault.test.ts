import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { buildProduct, buildTimeoutMs, createPlace, password } from '../process-for-tests.ts'
import { createWorkers } from './crash-loop-for-tests.ts'

const rounds = 12
const leastBlocks = 1_700
const moreBlocks = 211
const unexpected = 70
const leavesWithinMs = 10_000

beforeAll(buildProduct, buildTimeoutMs)
let place: ReturnType<typeof createPlace>
beforeEach(() => void (place = createPlace()))
afterEach(() => place.dispose())

test(`a write that fails ends the process at once, and the next start has all that was acknowledged, ${rounds} times`, async () => {
  expect(await place.init()).toMatchObject({ code: 0 })
  const workers = createWorkers()
  for (let round = 0; round < rounds; round += 1) {
    // The system refuses to write beyond this size, each time somewhere else in a change.
    const { child, finished, ready } = await place.start(['--rate-limits', 'off'], leastBlocks + round * moreBlocks)
    if (round === 0) await workers.signIn(ready.manager, 'ada', password)
    expect(await workers.differences(ready.manager)).toEqual([])
    await workers.workUntilGone(ready.manager)
    const goesOn = setTimeout(() => child.kill('SIGKILL'), leavesWithinMs)
    const { code, complaints } = await finished
    clearTimeout(goesOn)
    expect([code, complaints]).toEqual([unexpected, expect.stringContaining('StorageFault')])
  }
  const { child, finished, ready } = await place.start(['--rate-limits', 'off'])
  expect(await workers.differences(ready.manager)).toEqual([])
  child.kill('SIGTERM')
  expect(await finished).toMatchObject({ code: 0 })
  expect(workers.acknowledged()).toBeGreaterThan(rounds)
  const database = new DatabaseSync(join(place.data, 'manager.sqlite'))
  expect(database.prepare('PRAGMA integrity_check').all()).toEqual([{ integrity_check: 'ok' }])
  database.close()
  console.log(`${rounds} failed writes, ${workers.acknowledged()} acknowledged changes, 0 lost`)
}, 300_000)
