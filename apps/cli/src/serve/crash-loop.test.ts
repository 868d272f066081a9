import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { buildProduct, buildTimeoutMs, createPlace, password } from '../process-for-tests.ts'
import { createWorkers } from './crash-loop-for-tests.ts'
import { createPostgres } from '../postgres-for-tests.ts'

const rounds = Number(process.env['CRASH_ROUNDS'] ?? 10)

beforeAll(buildProduct, buildTimeoutMs)
let place: ReturnType<typeof createPlace>
beforeEach(() => void (place = createPlace()))
afterEach(() => place.dispose())

const oneEventEach = `
  SELECT k.id FROM api_keys k LEFT JOIN system_events e ON e.target_id = k.id AND e.number = 656
  GROUP BY k.id HAVING count(e.id) <> 1
  UNION ALL SELECT e.id FROM system_events e LEFT JOIN api_keys k ON k.id = e.target_id
  WHERE e.number = 656 AND k.id IS NULL`

/** The store is whole, and exactly one event tells of each key that is there, and of none that is not. */
function expectWhole(postgresUrl: string | undefined): void {
  if (postgresUrl !== undefined) {
    const asked = `SET search_path = manager; ${oneEventEach}`
    expect(
      execFileSync('psql', ['--quiet', '--tuples-only', '--command', asked, postgresUrl], { encoding: 'utf8' }).trim(),
    ).toBe('')
    return
  }
  const database = new DatabaseSync(join(place.data, 'manager.sqlite'))
  const all = (statement: string) => database.prepare(statement).all()
  expect(all('PRAGMA integrity_check')).toEqual([{ integrity_check: 'ok' }])
  expect(all('PRAGMA foreign_key_check')).toEqual([])
  expect(all(oneEventEach)).toEqual([])
  database.close()
}

describe.each(['SQLite', 'PostgreSQL'] as const)('a manager killed at any moment, on %s', (engine) => {
  test(`loses nothing it acknowledged and doubles nothing, ${rounds} times`, async () => {
    const postgres = engine === 'PostgreSQL' ? createPostgres() : undefined
    try {
      const store = postgres ? ['--database-url', postgres.url] : []
      expect(await place.init('ada', password, store)).toMatchObject({ code: 0 })
      const workers = createWorkers()
      for (let round = 0; round < rounds; round += 1) {
        const { child, finished, ready } = await place.start([...store, '--rate-limits', 'off'])
        if (round === 0) await workers.signIn(ready.manager, 'ada', password)
        expect(await workers.differences(ready.manager)).toEqual([])
        await workers.workUntilKilled(ready.manager, async () => {
          child.kill('SIGKILL')
          await finished
        })
      }
      const { child, finished, ready } = await place.start([...store, '--rate-limits', 'off'])
      expect(await workers.differences(ready.manager)).toEqual([])
      child.kill('SIGTERM')
      expect(await finished).toMatchObject({ code: 0 })
      expect(workers.acknowledged()).toBeGreaterThan(rounds)
      expectWhole(postgres?.url)
      console.log(`${engine}: ${rounds} kills, ${workers.acknowledged()} acknowledged changes, 0 lost, 0 doubled`)
    } finally {
      await place.dispose()
      postgres?.dispose()
    }
  }, 300_000)
})
