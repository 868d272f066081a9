import { afterEach, beforeEach, expect, test } from 'vitest'
import { ours, startBff, type BffUnderTest } from '../../bff-under-test.ts'
import { held, json, password } from '../../stand-in-manager-for-tests.ts'

let bff: BffUnderTest
beforeEach(async () => {
  bff = await startBff()
})
afterEach(() => bff.stop())

// A manager tells these apart, although they look alike or are read alike.
test.each([
  ['Team1', 'Team①'],
  ['finance', 'ﬁnance'],
  ['A', 'Ａ'],
])('what is kept for the people of %s is not shown to those of %s', async (one, other) => {
  const theirs = await bff.sessionOf({ tenantName: one })
  expect((await bff.call('POST', '/bff/notes/1', theirs, { owner: 'one of us' })).statusCode).toBe(200)
  const strangers = await bff.sessionOf({ tenantName: other })
  expect((await bff.call('GET', '/bff/notes', strangers)).json()).toEqual({ notes: [] })
  const seen = await bff.call('POST', '/bff/activity/search', strangers, { action: 'apikey.noted' })
  expect(seen.json()).toMatchObject({ total: 0 })
  const same = await bff.sessionOf({ tenantName: one.toUpperCase() })
  expect((await bff.call('GET', '/bff/notes', same)).json()).toMatchObject({ notes: [{ owner: 'one of us' }] })
})

test('a failed sign-in is seen by the tenant that it named, or by who runs the console where nobody of such a tenant ever came', async () => {
  const fail = (tenantName: string) =>
    bff.signIn(ours, { tenantName, userName: 'operator', password: `not ${password}` })
  const seenBy = async (headers: Readonly<Record<string, string>>) => {
    const answer = await bff.call('POST', '/bff/activity/search', headers, { action: 'session.refused' })
    return answer.json<{ entries: { tenantName?: string }[] }>().entries.map(({ tenantName }) => tenantName)
  }
  const theirs = await bff.sessionOf({ tenantName: 'Finance' })
  for (const tenantName of ['nowhere', 'FINANCE', 'nowhere else']) await fail(tenantName)
  expect(await seenBy(await bff.session())).toEqual(['nowhere else', 'nowhere'])
  expect(await seenBy(theirs)).toEqual(['FINANCE'])
})

test('whoever names the primary tenant is seen by those who do not', async () => {
  const role = (tenantID: number) => ({
    ID: 1,
    name: 'Full Access',
    urn: `urn:tmds:identity::${tenantID}:role/Full Access`,
  })
  bff.manager.tell('GET /api/roles/1', json(200, { ...role(0), rights: held }))
  const named = await bff.sessionOf({ tenantName: 'Primary' })
  expect((await bff.call('POST', '/bff/notes/1', named, { owner: 'one of us' })).statusCode).toBe(200)
  expect((await bff.call('GET', '/bff/session', named)).json()).not.toHaveProperty('tenantName')
  const nameless = await bff.session()
  expect((await bff.call('GET', '/bff/notes', nameless)).json()).toMatchObject({ notes: [{ owner: 'one of us' }] })
  const seen = await bff.call('POST', '/bff/activity/search', nameless, { action: 'apikey.noted' })
  expect(seen.json()).toMatchObject({ total: 2 })
  bff.manager.tell('GET /api/roles/1', json(200, { ...role(10), rights: held }))
  const others = await bff.sessionOf({ tenantName: 'Primary' })
  expect((await bff.call('GET', '/bff/notes', others)).json()).toEqual({ notes: [] })
})
