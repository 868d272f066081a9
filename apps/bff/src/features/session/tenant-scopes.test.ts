import { afterEach, beforeEach, expect, test } from 'vitest'
import { startBff, type BffUnderTest } from '../../bff-under-test.ts'

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
