import { databasesUnderTest } from '@latchkey/testing'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { ours, startBff, type BffUnderTest } from '../../bff-under-test.ts'
import { json } from '../../stand-in-manager-for-tests.ts'

type Headers = Readonly<Record<string, string>>

describe.each(databasesUnderTest())('notes to keys on $name', (under) => {
  let bff: BffUnderTest
  let session: Headers
  beforeEach(async () => {
    bff = await startBff({}, under)
    session = await bff.session()
  })
  afterEach(() => bff.stop())

  const list = async (headers = session) =>
    (await bff.call('GET', '/bff/notes', headers)).json<{ notes: object[] }>().notes
  const modify = (apiKeyID: number, change: object, headers = session) =>
    bff.call('POST', `/bff/notes/${apiKeyID}`, headers, change)

  test('are written in part, taken away in part, and say by whom', async () => {
    expect(
      (await modify(2, { owner: 'Ana', purpose: 'nightly builds', note: 'In the vault', replaces: 1 })).statusCode,
    ).toBe(200)
    bff.time.now += 5
    const second = await bff.session(ours, 'second')
    const answer = await modify(2, { owner: 'Ben', purpose: '', lockReason: 'leaked' }, second)
    const note = {
      apiKeyID: 2,
      owner: 'Ben',
      note: 'In the vault',
      lockReason: 'leaked',
      replaces: 1,
      modified: bff.time.now,
      modifiedBy: 'second',
      secretNotConfirmed: false,
    }
    expect(answer.json()).toEqual(note)
    expect(await list()).toEqual([note])
    expect((await modify(2, { replaces: null, lockReason: null })).json()).not.toHaveProperty('lockReason')
  })

  test('say after a change as before it that a lock-out is not confirmed', async () => {
    bff.manager.tell('POST /api/apikeys/2', (response) => void response.destroy())
    await bff.call('POST', '/bff/apikeys/2', session, { active: false })
    const [before] = await list()
    expect(before).toMatchObject({ apiKeyID: 2, lockOutNotConfirmed: bff.time.now })
    expect((await modify(2, { owner: 'Ana' })).json()).toEqual((await list())[0])
    expect(await list()).toMatchObject([{ owner: 'Ana', lockOutNotConfirmed: bff.time.now }])
  })

  test('are found for some keys', async () => {
    await modify(1, { owner: 'Ana' })
    await modify(2, { owner: 'Ben' })
    const found = await bff.call('POST', '/bff/notes/search', session, { apiKeyIDs: [2, 3] })
    expect(found.json()).toMatchObject({ notes: [{ apiKeyID: 2, owner: 'Ben' }] })
    expect((await bff.call('POST', '/bff/notes/search', session, { apiKeyIDs: [] })).json()).toEqual({ notes: [] })
  })

  test('belong to the tenant of one manager', async () => {
    await modify(2, { owner: 'Ana' })
    expect(await list(await bff.sessionOf({ tenantName: 'elsewhere' }))).toEqual([])
  })

  test('are not for a key that is not there', async () => {
    expect((await modify(99, { owner: 'Ana' })).statusCode).toBe(404)
    expect(await list()).toEqual([])
  })

  test('are read by who may view keys, and written by who may edit them', async () => {
    await modify(2, { owner: 'Ana' })
    const held = { platformRights: { apikeyRights: { canViewApiKeys: true } } }
    bff.manager.tell('GET /api/roles/1', json(200, { ID: 1, name: 'Reader', rights: held }))
    const refused = await modify(2, { owner: 'Ben' })
    expect([refused.statusCode, refused.body]).toEqual([403, expect.stringContaining('canEditApiKeyProperties')])
    expect(await list()).toMatchObject([{ owner: 'Ana' }])
    bff.manager.tell('POST /api/apikeys/search', json(403, { message: 'Not authorized to view API keys.' }))
    expect((await bff.call('GET', '/bff/notes', session)).statusCode).toBe(403)
  })

  test('are decided by the manager where it does not say what a person may do', async () => {
    bff.manager.tell('GET /api/roles/1', json(403, { message: 'Not authorized to view roles.' }))
    expect((await modify(2, { owner: 'Ana' })).statusCode).toBe(200)
    bff.manager.tell('POST /api/apikeys/2', json(403, { message: 'Not authorized to edit API keys.' }))
    expect((await modify(2, { owner: 'Ben' })).statusCode).toBe(403)
    expect(await list()).toMatchObject([{ owner: 'Ana' }])
  })

  test.each([true, false])(
    'are surely not written where the manager does not answer, rights shown: %s',
    async (shown) => {
      if (!shown) bff.manager.tell('GET /api/roles/1', json(403, { message: 'Not authorized to view roles.' }))
      bff.manager.tell(`${shown ? 'GET' : 'POST'} /api/apikeys/2`, (response) => void response.destroy())
      const answer = await modify(2, { owner: 'Ana' })
      expect([answer.statusCode, answer.json()]).toMatchObject([
        502,
        { changed: 'no', message: expect.stringContaining('nothing was changed') },
      ])
      const ended = bff.database.kysely.selectFrom('activity').select('outcome').orderBy('sequence', 'desc').limit(1)
      expect(await ended.execute()).toEqual([{ outcome: 'failed' }])
    },
  )
})
