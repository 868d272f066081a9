import { afterEach, beforeEach, expect, test } from 'vitest'
import { ours, startBff, type BffUnderTest } from './bff-under-test.ts'

let bff: BffUnderTest
beforeEach(async () => void (bff = await startBff()))
afterEach(() => bff.stop())

const recorded = async () => {
  const rows = await bff.database.kysely.selectFrom('activity').select(['action', 'outcome', 'entry']).execute()
  return rows.filter(({ action }) => !action.startsWith('system.'))
}

test('a call of another site, another host and one too many are in the activity, with where they came from', async () => {
  await bff.call(
    'POST',
    '/bff/session',
    { ...ours, origin: 'https://evil.example' },
    { userName: 'a', password: 'canary' },
  )
  await bff.call('GET', '/bff/session', { ...ours, host: 'evil.example' })
  for (let tries = 0; tries < 21; tries += 1) await bff.signIn(ours, { userName: 'a', password: 'canary' })
  const rows = await recorded()
  expect(rows.map(({ action }) => action).filter((action) => action !== 'session.refused')).toEqual([
    'csrf.blocked',
    'host.rejected',
    'rate.exceeded',
  ])
  expect(rows[0]?.entry).toContain('"address":"127.0.0.1"')
  expect(JSON.stringify(rows)).not.toContain('canary')
})

test('nobody fills the activity by being refused', async () => {
  for (let tries = 0; tries < 50; tries += 1) await bff.call('GET', '/bff/session', { ...ours, 'x-csrf': '0' })
  expect(await recorded()).toHaveLength(10)
  bff.time.now += 60_000
  await bff.call('GET', '/bff/session', { ...ours, 'x-csrf': '0' })
  expect(await recorded()).toHaveLength(11)
})
