import { databasesUnderTest } from '@latchkey/testing'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { startBff, type BffUnderTest } from '../bff-under-test.ts'
import { json } from '../stand-in-manager-for-tests.ts'
import { openTab } from '../tab-for-tests.ts'

const secret = '8:4rFctPvno+dxntueMcso4F61SUZMFVt3I6SczG7ysOA='

describe.each(databasesUnderTest())('what a manager says of an error, on $name', (under) => {
  let bff: BffUnderTest
  beforeEach(async () => {
    bff = await startBff({}, under)
  })
  afterEach(() => bff.stop())

  const kept = async () =>
    JSON.stringify([
      await bff.database.kysely.selectFrom('activity').selectAll().execute(),
      await bff.database.kysely.selectFrom('issuances').selectAll().execute(),
      bff.lines,
    ])

  test.each([400, 500] as const)('with %i, is told and kept without a secret that stands in it', async (status) => {
    const session = await bff.session()
    const tab = await openTab()
    const bearer = 'eyJ0eXAiOiJKV1QifQ.eyJraWQiOiI4In0.4rFctPvno-dxntueMcso4F61SUZMFVt3I6SczG7ysOA'
    for (const text of [secret, `7:${secret}`, bearer]) {
      bff.manager.tell('POST /api/apikeys/1', json(status, { message: `no, ${text}` }))
      bff.manager.tell('POST /api/apikeys/1/secretkey', json(status, { message: `no, ${text}` }))
      const changed = await bff.call('POST', '/bff/apikeys/1', session, { description: 'x' })
      expect(changed.body).toContain('no, [secret]')
      const issued = await bff.call('POST', '/bff/issuances', session, tab.newSecret(1))
      for (const shown of [changed.body, issued.body, await kept()]) {
        expect(shown).not.toContain(secret)
        expect(shown).not.toContain(bearer)
      }
    }
  })

  test('is kept where no database could hold it', async () => {
    const session = await bff.session()
    const tab = await openTab()
    bff.manager.tell('POST /api/apikeys', json(400, { message: 'a\0b\ud800', field: `\0${secret}` }))
    const answer = await bff.call('POST', '/bff/issuances', session, tab.create('ci'))
    expect([answer.statusCode, answer.json()]).toMatchObject([
      400,
      { message: 'a\uFFFDb\uFFFD', field: '\uFFFD[secret]' },
    ])
  })

  test('is read at once, however it is made', async () => {
    const session = await bff.session()
    bff.manager.tell('POST /api/apikeys/1', json(400, { message: '-eyJ'.repeat(30_000) }))
    const began = performance.now()
    expect((await bff.call('POST', '/bff/apikeys/1', session, { description: 'x' })).statusCode).toBe(400)
    expect(performance.now() - began).toBeLessThan(2_000)
  })
})
