import type { ActivityEntry } from '@latchkey/contract'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { ours, startBff, type BffUnderTest } from './bff-under-test.ts'
import { json } from './stand-in-manager-for-tests.ts'

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

const report = (directive: string, blocked = 'https://evil.example/x.js?token=canary') =>
  bff.call(
    'POST',
    '/csp-report',
    { host: 'localhost:80', 'content-type': 'application/csp-report' },
    {
      'csp-report': { 'violated-directive': directive, 'blocked-uri': blocked, 'document-uri': 'https://us/api-keys' },
    },
  )

test('what the policy of the page has stopped is in the activity once, for whoever runs the console', async () => {
  for (let again = 0; again < 3; again += 1) expect((await report('script-src')).statusCode).toBe(204)
  await report('img-src')
  const session = await bff.session()
  const { entries } = (await bff.call('POST', '/bff/activity/search', session, { action: 'csp.violation' })).json<{
    entries: ActivityEntry[]
  }>()
  expect(entries.map(({ detail, outcome, address }) => ({ ...detail, outcome, address }))).toEqual(
    ['img-src', 'script-src'].map((directive) => ({
      directive,
      blocked: 'https://evil.example/x.js',
      document: 'https://us/api-keys',
      source: '',
      outcome: 'denied',
      address: '127.0.0.1',
    })),
  )
  const elsewhere = await bff.sessionOf({ tenantName: 'elsewhere' })
  expect((await bff.call('POST', '/bff/activity/search', elsewhere, { action: 'csp.violation' })).json()).toMatchObject(
    {
      total: 0,
    },
  )
})

test('nobody fills the activity with reports', async () => {
  for (let index = 0; index < 30; index += 1) await report(`made-up-${index}`)
  expect(await recorded()).toHaveLength(10)
})

test('who is not allowed to see something is in the activity, each thing once an hour', async () => {
  const session = await bff.session()
  bff.manager.tell('GET /api/apikeys', json(403, { message: 'Not authorized to view API keys.' }))
  bff.manager.tell('DELETE /api/apikeys/1', json(403, { message: 'Not authorized to delete API keys.' }))
  for (let again = 0; again < 3; again += 1)
    expect((await bff.call('GET', '/bff/apikeys', session)).statusCode).toBe(403)
  await bff.call('DELETE', '/bff/apikeys/1', session)
  const denied = async () =>
    (await bff.call('POST', '/bff/activity/search', session, { action: 'authz.denied' })).json<{
      entries: ActivityEntry[]
    }>().entries
  expect(await denied()).toMatchObject([
    {
      userName: 'operator',
      administratorID: 1,
      outcome: 'denied',
      reason: 'Not authorized to view API keys.',
      detail: { method: 'GET', route: '/bff/apikeys' },
    },
  ])
  const rest = (await recorded()).filter(({ action }) => action === 'apikey.deleted')
  expect(rest.map(({ outcome }) => outcome)).toEqual(['begun', 'denied'])
  bff.time.now += 14 * 60_000
  await bff.call('POST', '/bff/apikeys/search', session, {})
  for (let quarters = 0; quarters < 4; quarters += 1) {
    bff.time.now += 14 * 60_000
    await bff.call('GET', '/bff/apikeys', session)
  }
  expect(await denied()).toHaveLength(2)
})
