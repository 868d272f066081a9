import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { buildProduct, buildTimeoutMs, createPlace, program } from '../process-for-tests.ts'

beforeAll(buildProduct, buildTimeoutMs)
let place: ReturnType<typeof createPlace>
beforeEach(() => void (place = createPlace()))
afterEach(() => place.dispose())

/** What a stop that was carried out to its end leaves behind. */
const expectWholeStop = () => {
  const log = readFileSync(join(place.data, 'latchkey.log'), 'utf8').trimEnd().split('\n')
  expect(log.at(-1)).toContain('"msg":"stopped"')
  expect(readdirSync(place.data).filter((name) => /holder|-wal/.test(name))).toEqual([])
}

describe('a server', () => {
  test('goes on when nobody reads what it says, and stops as well as ever', async () => {
    const { child, finished, ready } = await place.start()
    child.stdout.destroy()
    child.kill('SIGTERM')
    expect((await finished).code).toBe(0)
    expectWholeStop()
    await expect(fetch(`${ready.console}/livez`)).rejects.toThrow()
  })

  test('stops in order when its terminal is closed', async () => {
    const { child, finished } = await place.start()
    child.kill('SIGHUP')
    expect((await finished).code).toBe(0)
    expectWholeStop()
  })
})

test('a complaint that nobody hears leaves the exit code as it is', () => {
  const { status } = spawnSync('sh', ['-c', '"$0" "$1" nothing 2>/dev/full', process.execPath, program])
  expect(status).toBe(2)
})
