import { issuanceSchema, type ActivityEntry, type Issuance } from '@latchkey/contract'
import { databasesUnderTest } from '@latchkey/testing'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { startBff, type BffUnderTest } from '../../bff-under-test.ts'
import { json } from '../../stand-in-manager-for-tests.ts'
import { openTab, type Tab } from '../../tab-for-tests.ts'

type Headers = Readonly<Record<string, string>>
const tenantID = 5
const secretKey = `77:${'A'.repeat(43)}=`
const post = `POST /api/tenants/${tenantID}/apikeys`
const made = {
  keyName: 'partner',
  description: '',
  locale: 'en-US',
  roleID: 1,
  timeZone: 'Etc/UTC',
  active: true,
  created: 1_800_000_000_000,
  expiryDate: 1_800_021_600_000,
  unsuccessfulSignInAttempts: 0,
  secretKey,
  serviceAccount: true,
  ID: 77,
}

describe.each(databasesUnderTest())('a key for a tenant on $name', (under) => {
  let bff: BffUnderTest
  let session: Headers
  let tab: Tab
  beforeEach(async () => {
    bff = await startBff({}, under)
    session = await bff.session()
    tab = await openTab()
    bff.manager.tell(`GET /api/tenants/${tenantID}`, json(200, { ID: tenantID, name: 'Acme' }))
    bff.manager.tell(post, json(200, made))
  })
  afterEach(() => bff.stop())

  const ask = (body: object = { keyName: 'partner' }) =>
    bff.call('POST', '/bff/issuances', session, { operation: 'createForTenant', ...tab.intent, tenantID, body })
  const of = ({ body }: { body: string }): Issuance => issuanceSchema.parse(JSON.parse(body))
  const sent = () => bff.manager.seen.filter(({ method, path }) => `${method} ${path}` === post)
  const entries = async (filter: object) =>
    (await bff.call('POST', '/bff/activity/search', session, filter)).json<{ entries: ActivityEntry[] }>().entries
  const acknowledge = () => bff.call('POST', `/bff/issuances/${tab.intent.idempotencyKey}/acknowledgement`, session, {})
  const notesOf = async (headers: Headers) => (await bff.call('GET', '/bff/notes', headers)).json()

  test('is asked for as it was wished, and its secret reaches the tab alone', async () => {
    const answer = await ask()
    const issuance = of(answer)
    if (issuance.status !== 'sealed') throw new Error(answer.body)
    expect(issuance).toMatchObject({ operation: 'createForTenant', tenantID, keyName: 'partner' })
    expect(issuance.apiKey).toMatchObject({ ID: 77, roleID: 1, expiryDate: made.expiryDate })
    expect(await tab.open(77, issuance.sealed)).toBe(secretKey)
    expect(answer.body).not.toContain(secretKey)
    expect(sent().map(({ body }) => JSON.parse(body))).toEqual([{ keyName: 'partner' }])
    expect(of(await ask())).toEqual(issuance)
    expect((await ask({ keyName: 'other' })).statusCode).toBe(422)
    expect(sent()).toHaveLength(1)
    expect((await acknowledge()).statusCode).toBe(204)
    expect((await ask()).statusCode).toBe(410)
  })

  test('stands in the activity under its tenant, and is not taken for one of our own keys', async () => {
    await ask()
    await acknowledge()
    const all = await entries({ objectKind: 'tenants', objectID: tenantID })
    expect(all.map(({ action, outcome, detail }) => [action, outcome, detail])).toEqual([
      ['apikey.secret-confirmed', 'ok', { keyName: 'partner', apiKeyID: 77 }],
      ['apikey.secret-delivered', 'ok', { keyName: 'partner', apiKeyID: 77 }],
      ['apikey.created', 'ok', { keyName: 'partner', apiKeyID: 77 }],
      ['apikey.created', 'begun', { keyName: 'partner' }],
    ])
    expect(await entries({ objectKind: 'apiKeys' })).toEqual([])
  })

  test('is shown as not confirmed to the people of the tenant until the tab says so', async () => {
    const theirs = await bff.sessionOf({ tenantName: 'acme' })
    await ask()
    expect(await notesOf(theirs)).toMatchObject({ notes: [{ apiKeyID: 77, secretNotConfirmed: true }] })
    expect(await notesOf(session)).toEqual({ notes: [] })
    const stream = await bff.listen(theirs)
    await acknowledge()
    expect(await notesOf(theirs)).toEqual({ notes: [] })
    await vi.waitFor(() => expect(stream.events).toEqual([{ kind: 'notes', ID: 77 }]))
    stream.stop()
  })

  test('whose answer was lost is flagged, and never asked for a second time', async () => {
    bff.manager.tell(post, (response) => void response.destroy())
    expect(of(await ask())).toMatchObject({ status: 'flagged', tenantID, keyName: 'partner' })
    bff.time.now += 60_000
    await bff.restart()
    expect(of(await ask())).toMatchObject({ status: 'flagged', message: expect.stringContaining('"partner"') })
    expect(sent()).toHaveLength(1)
  })

  test('that was under way when the process died is flagged, one that was not sent may be sent again', async () => {
    await ask()
    await bff.database.kysely.updateTable('issuances').set({ state: 'running', lease: 0, sealed: null }).execute()
    await bff.restart()
    await vi.waitFor(async () =>
      expect((await bff.call('GET', '/bff/issuances', session)).json()).toMatchObject({
        issuances: [{ status: 'flagged' }],
      }),
    )
    await bff.database.kysely.updateTable('issuances').set({ state: 'running', lease: 0, sent: null }).execute()
    await bff.restart()
    await vi.waitFor(async () =>
      expect((await bff.call('GET', '/bff/issuances', session)).json()).toMatchObject({
        issuances: [{ status: 'notDone' }],
      }),
    )
    expect(of(await ask()).status).toBe('sealed')
    expect(sent()).toHaveLength(2)
  })

  test('is refused in the words of the manager, and where it does not show its tenants it is made all the same', async () => {
    bff.manager.tell(`GET /api/tenants/${tenantID}`, json(404, { message: 'The tenant does not exist.' }))
    const refused = await ask()
    expect([refused.statusCode, refused.json()]).toMatchObject([404, { message: 'The tenant does not exist.' }])
    bff.manager.tell(`GET /api/tenants/${tenantID}`, json(403, { message: 'Not authorized to view tenants.' }))
    bff.manager.tell(post, json(400, { message: 'The tenant is suspended.' }))
    tab = await openTab()
    expect((await ask()).statusCode).toBe(400)
    bff.manager.tell(post, json(200, made))
    tab = await openTab()
    expect(of(await ask()).status).toBe('sealed')
    expect(await notesOf(session)).toEqual({ notes: [] })
    expect((await ask({ keyName: 'partner', secretKey: 'x' })).statusCode).toBe(400)
  })
})
