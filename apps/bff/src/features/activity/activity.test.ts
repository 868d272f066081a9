import type { ActivityEntry } from '@latchkey/contract'
import { databasesUnderTest } from '@latchkey/testing'
import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { ours, startBff, type BffUnderTest } from '../../bff-under-test.ts'
import { json, password } from '../../stand-in-manager-for-tests.ts'

type Headers = Readonly<Record<string, string>>

describe.each(databasesUnderTest())('the activity on $name', (under) => {
  let bff: BffUnderTest
  let session: Headers
  beforeEach(async () => {
    bff = await startBff({}, under)
    session = await bff.session({ ...ours, 'user-agent': 'a browser' })
  })
  afterEach(() => bff.stop())

  const search = async (filter: object = {}, headers = session) =>
    (await bff.call('POST', '/bff/activity/search', headers, filter)).json<{
      entries: ActivityEntry[]
      total: number
    }>()

  test('says who did what to what, begun and ended under one request', async () => {
    await bff.call('POST', '/bff/apikeys/2', session, { active: false, description: 'a text nobody records' })
    const { entries, total } = await search()
    expect(total).toBe(4)
    const [ended, begun, signedIn, started] = entries
    expect(started).toMatchObject({ action: 'system.started', sequence: 1 })
    expect(signedIn).toMatchObject({ action: 'session.begun', userName: 'operator', userAgent: 'a browser' })
    expect(begun).toMatchObject({
      action: 'apikey.locked',
      outcome: 'begun',
      administratorID: 1,
      objectKind: 'apiKeys',
      objectID: 2,
      address: '127.0.0.1',
      detail: { active: false, properties: 'active description' },
    })
    expect(ended).toMatchObject({ outcome: 'ok', objectName: 'key-2', requestID: begun?.requestID })
    expect(JSON.stringify(entries)).not.toContain('nobody records')
  })

  test('says what was refused, and what nobody knows', async () => {
    bff.manager.tell('DELETE /api/apikeys/2', json(403, { message: 'Not authorized to delete API keys.' }))
    await bff.call('DELETE', '/bff/apikeys/2', session)
    bff.manager.tell('DELETE /api/apikeys/3', (response) => void response.destroy())
    await bff.call('DELETE', '/bff/apikeys/3', session)
    await bff.call('DELETE', '/bff/apikeys/99', session)
    const { entries } = await search({ action: 'apikey.deleted' })
    const ended = entries.filter(({ outcome }) => outcome !== 'begun')
    expect(ended.map(({ objectID, objectName, outcome }) => [objectID, objectName, outcome])).toEqual([
      [99, undefined, 'failed'],
      [3, 'key-3', 'unknown'],
      [2, 'key-2', 'denied'],
    ])
    expect(ended.at(-1)).toHaveProperty('reason', 'Not authorized to delete API keys.')
  })

  test.each([3_000_000_000, -1, 1.5])('can be read whatever number the manager gives what it made: %s', async (ID) => {
    bff.manager.tell('POST /api/roles', json(200, { ID, name: 'Readers' }))
    expect((await bff.call('POST', '/bff/roles', session, { name: 'Readers' })).statusCode).toBe(200)
    const { entries } = await search({ action: 'role.created', outcome: 'ok' })
    expect(entries).toMatchObject([{ objectKind: 'roles', objectName: 'Readers' }])
    expect(entries[0]).not.toHaveProperty('objectID')
  })

  test('names what was deleted', async () => {
    bff.manager.tell('GET /api/apikeys/4', json(200, { ID: 4, keyName: 'key-4' }))
    bff.manager.tell('DELETE /api/apikeys/4', (response) => void response.writeHead(204).end())
    await bff.call('DELETE', '/bff/apikeys/4', session)
    const { entries } = await search({ objectID: 4 })
    expect(entries.map(({ outcome, objectName }) => [outcome, objectName])).toEqual([
      ['ok', 'key-4'],
      ['begun', 'key-4'],
    ])
  })

  test('holds failed sign-ins without what was typed as password', async () => {
    await bff.signIn(ours, { userName: 'operator', password: 'mistyped secret' })
    const { entries } = await search({ action: 'session.refused' })
    expect(entries).toMatchObject([{ userName: 'operator', outcome: 'denied' }])
    const everything = JSON.stringify(await bff.database.kysely.selectFrom('activity').selectAll().execute())
    for (const secret of ['mistyped secret', password]) expect(everything).not.toContain(secret)
  })

  test('is of one tenant, by page and filter', async () => {
    const elsewhere = await bff.sessionOf({ tenantName: 'elsewhere' })
    for (const ID of [1, 2, 3]) await bff.call('POST', `/bff/apikeys/${ID}`, session, { active: true })
    expect((await search({}, elsewhere)).total).toBe(1)
    const first = await search({ maxItems: 2, outcome: 'ok', objectKind: 'apiKeys' })
    expect([first.total, first.entries.map(({ objectID }) => objectID)]).toEqual([3, [3, 2]])
    const before = first.entries.at(-1)?.sequence
    const next = await search({ maxItems: 2, outcome: 'ok', objectKind: 'apiKeys', before })
    expect(next.entries.map(({ objectID }) => objectID)).toEqual([1])
    expect((await search({ objectID: 2 })).total).toBe(2)
    expect((await search({ from: bff.time.now + 1 })).total).toBe(0)
  })

  test('is read by those who may view system events', async () => {
    bff.manager.tell('GET /api/roles/1', json(200, { ID: 1, name: 'Nothing', rights: {} }))
    for (const path of ['search', 'csv', 'jsonl'])
      expect((await bff.call('POST', `/bff/activity/${path}`, session, {})).statusCode).toBe(403)
  })

  test('asks the manager where it does not say what a person may do', async () => {
    bff.manager.tell('GET /api/roles/1', json(403, { message: 'Not authorized to view roles.' }))
    expect((await bff.call('POST', '/bff/activity/search', session, {})).statusCode).toBe(403)
    bff.manager.tell('POST /api/systemevents/search', json(200, { systemEvents: [] }))
    expect((await bff.call('POST', '/bff/activity/search', session, {})).statusCode).toBe(200)
  })

  test('goes out as CSV that no spreadsheet runs, and the export is in it', async () => {
    bff.manager.keys.set(4, keyNamed(bff, '=cmd|"calc",\n'))
    await bff.call('POST', '/bff/apikeys/4', session, { active: true })
    const answer = await bff.call('POST', '/bff/activity/csv', session, { objectID: 4, outcome: 'ok' })
    expect(answer.headers).toMatchObject({
      'content-type': 'text/csv; charset=utf-8; header=present',
      'content-disposition': 'attachment; filename="activity.csv"',
    })
    const [header, ...rest] = answer.body.split('\r\n')
    expect(header).toMatch(/^sequence,ID,time,/)
    expect(rest.join('\r\n')).toContain(`"'=cmd|""calc"",\n"`)
    const [entry] = (await search({ action: 'export' })).entries
    expect(entry).toMatchObject({ objectKind: 'activity', detail: { format: 'csv', count: 1 } })
  })

  test('goes out as JSON Lines, the oldest first', async () => {
    await bff.call('POST', '/bff/apikeys/2', session, { active: false })
    const answer = await bff.call('POST', '/bff/activity/jsonl', session, {})
    expect(answer.headers['content-type']).toBe('application/jsonl; charset=utf-8')
    const lines: ActivityEntry[] = answer.body
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(lines.map(({ sequence, action }) => [sequence, action])).toEqual([
      [1, 'system.started'],
      [2, 'session.begun'],
      [3, 'apikey.locked'],
      [4, 'apikey.locked'],
      [5, 'export'],
    ])
  })

  test('holds the exports that the page makes', async () => {
    const made = { objectKind: 'apiKeys', format: 'csv', count: 7, filter: 'status=active' }
    expect((await bff.call('POST', '/bff/activity/exports', session, made)).statusCode).toBe(204)
    expect((await search({ action: 'export' })).entries).toMatchObject([
      { objectKind: 'apiKeys', detail: { count: 7 } },
    ])
  })

  test.each([sql`UPDATE activity SET entry = ''`, sql`DELETE FROM activity`])(
    'is not changed by anything that we could run (%#)',
    async (statement) => {
      await expect(statement.execute(bff.database.kysely)).rejects.toThrow('the activity is append-only')
    },
  )

  test('is written before anything is done: without it, nothing is', async () => {
    await sql`ALTER TABLE activity RENAME TO elsewhere`.execute(bff.database.kysely)
    const answer = await bff.call('POST', '/bff/apikeys/2', session, { active: false })
    expect(answer.statusCode).toBeGreaterThanOrEqual(500)
    expect(bff.manager.keys.get(2)?.key).toHaveProperty('active', true)
  })
})

const keyNamed = ({ manager }: BffUnderTest, keyName: string) => {
  const like = manager.keys.get(1)
  if (like === undefined) throw new Error('The stand-in has keys.')
  return { key: { ...like.key, keyName, ID: 4 }, secrets: [] }
}
