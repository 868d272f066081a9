import { issuanceSchema, type Issuance } from '@latchkey/contract'
import { databasesUnderTest } from '@latchkey/testing'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { ours, startBff, type BffUnderTest } from '../../bff-under-test.ts'
import { json } from '../../stand-in-manager-for-tests.ts'
import { openTab, type Tab } from '../../tab-for-tests.ts'

type Headers = Readonly<Record<string, string>>
const minute = 60_000

describe.each(databasesUnderTest())('a secret on $name', (under) => {
  let bff: BffUnderTest
  let session: Headers
  beforeEach(async () => {
    bff = await startBff({ issuance: { retryMs: 20, settleMs: 1_000, sweepMs: 20 } }, under)
    session = await bff.session()
  })
  afterEach(() => bff.stop())

  const post = (wish: object, headers = session) => bff.call('POST', '/bff/issuances', headers, wish)
  const describeIt = ({ intent }: Tab, headers = session) =>
    bff.call('GET', `/bff/issuances/${intent.idempotencyKey}`, headers)
  const acknowledge = ({ intent }: Tab) =>
    bff.call('POST', `/bff/issuances/${intent.idempotencyKey}/acknowledgement`, session, {})
  const issuanceIn = ({ body }: { body: string }): Issuance => issuanceSchema.parse(JSON.parse(body))
  const keyNamed = (name: string) => [...bff.manager.keys.values()].find(({ key }) => key.keyName === name)
  const recorded = () =>
    bff.database.kysely
      .selectFrom('activity')
      .select(['action', 'outcome'])
      .where('action', 'not like', 'system.%')
      .orderBy('sequence')
      .execute()

  /** What the tab reads, which must be the key's only valid secret. */
  async function openedBy(tab: Tab, issuance: Issuance): Promise<string> {
    if (issuance.status !== 'sealed') throw new Error(`It is ${issuance.status}`)
    return await tab.open(issuance.apiKey.ID, issuance.sealed)
  }
  const becomes = (tab: Tab, status: Issuance['status']) =>
    vi.waitFor(
      async () => {
        bff.time.now += 3_000
        const issuance = issuanceIn(await describeIt(tab))
        expect(issuance.status).toBe(status)
        return issuance
      },
      { timeout: 10_000, interval: 50 },
    )

  test('reaches the tab that asked, and is gone once it says so', async () => {
    const tab = await openTab()
    const answer = await post(tab.create('ci', { description: 'builds' }))
    expect(answer.statusCode).toBe(200)
    const secret = await openedBy(tab, issuanceIn(answer))
    expect(keyNamed('ci')?.secrets).toEqual([secret])
    expect(answer.body).not.toContain(secret)
    expect(answer.headers['cache-control']).toBe('no-store')
    expect(issuanceIn(await describeIt(tab))).toEqual(issuanceIn(answer))
    expect((await acknowledge(tab)).statusCode).toBe(204)
    expect((await acknowledge(tab)).statusCode).toBe(204)
    expect((await describeIt(tab)).statusCode).toBe(410)
    expect((await post(tab.create('ci', { description: 'builds' }))).statusCode).toBe(410)
    expect(await recorded()).toEqual([
      { action: 'session.begun', outcome: 'ok' },
      { action: 'apikey.created', outcome: 'begun' },
      { action: 'apikey.created', outcome: 'ok' },
      { action: 'apikey.secret-delivered', outcome: 'ok' },
      { action: 'apikey.secret-delivered', outcome: 'ok' },
      { action: 'apikey.secret-confirmed', outcome: 'ok' },
      { action: 'apikey.secret-refetched', outcome: 'denied' },
      { action: 'apikey.secret-refetched', outcome: 'denied' },
    ])
  })

  test('is nowhere in the clear', async () => {
    const tab = await openTab()
    const secret = await openedBy(tab, issuanceIn(await post(tab.create('ci'))))
    const tables = ['issuances', 'activity', 'notes', 'unconfirmed_secrets'] as const
    const rows = await Promise.all(tables.map((table) => bff.database.kysely.selectFrom(table).selectAll().execute()))
    const bare = secret.split(':')[1] ?? ''
    expect(JSON.stringify(rows) + bff.lines.join('')).not.toContain(bare)
    expect(JSON.stringify(rows)).toContain(tab.intent.idempotencyKey)
  })

  test('of 50 equal requests at once is one secret of one key, answered 50 times', async () => {
    const tab = await openTab()
    const answers = await Promise.all(Array.from({ length: 50 }, () => post(tab.create('ci'))))
    expect(new Set(answers.map(({ statusCode, body }) => `${statusCode} ${body}`)).size).toBe(1)
    expect(answers[0]?.statusCode).toBe(200)
    expect(bff.manager.keys.size).toBe(4)
    expect(keyNamed('ci')?.secrets).toHaveLength(1)
  })

  test('is not given for another request under the same idempotency key', async () => {
    const tab = await openTab()
    await post(tab.create('ci'))
    expect((await post(tab.create('cd'))).statusCode).toBe(422)
    expect((await post(tab.newSecret(1))).statusCode).toBe(422)
    expect(bff.manager.keys.size).toBe(4)
  })

  test('is its person alone: another finds nothing under the same key, another browser cannot open it', async () => {
    const tab = await openTab()
    const sealed = issuanceIn(await post(tab.create('ci')))
    expect((await describeIt(tab, await bff.session(ours, 'second'))).statusCode).toBe(404)
    const elsewhere = issuanceIn(await describeIt(tab, await bff.session()))
    expect(elsewhere).toEqual(sealed)
    await expect(openedBy(await openTab(), elsewhere)).rejects.toThrow()
  })

  test('whose answer was lost is found, and made anew for the same key', async () => {
    const tab = await openTab()
    bff.manager.tell('POST /api/apikeys', bff.manager.loseAnswer)
    const answer = await post(tab.create('ci', { description: 'builds' }))
    expect(issuanceIn(answer)).toMatchObject({ status: 'unknown', keyName: 'ci' })
    const secret = await openedBy(tab, await becomes(tab, 'sealed'))
    expect(keyNamed('ci')?.secrets.at(-1)).toBe(secret)
    expect(keyNamed('ci')?.secrets).toHaveLength(2)
    expect(bff.manager.keys.size).toBe(4)
  })

  test('whose answer was lost is found among many that its name would stand for as a pattern', async () => {
    for (let ID = 100; ID < 200; ID += 1)
      bff.manager.keys.set(ID, { key: { ID, keyName: `a${ID}`, description: '', created: 1 }, secrets: [] })
    const tab = await openTab()
    bff.manager.tell('POST /api/apikeys', bff.manager.loseAnswer)
    await post(tab.create('a___'))
    const secret = await openedBy(tab, await becomes(tab, 'sealed'))
    expect(keyNamed('a___')?.secrets.at(-1)).toBe(secret)
  })

  test('is found again when the answer of the finding out is lost as well', async () => {
    const tab = await openTab()
    bff.manager.tell('POST /api/apikeys', bff.manager.loseAnswer)
    bff.manager.tell('POST /api/apikeys/4/secretkey', bff.manager.loseAnswer)
    await post(tab.create('ci'))
    await vi.waitFor(() => {
      bff.time.now += 3_000
      expect(keyNamed('ci')?.secrets.length).toBeGreaterThan(1)
    })
    bff.manager.forget('POST /api/apikeys/4/secretkey')
    const secret = await openedBy(tab, await becomes(tab, 'sealed'))
    expect(keyNamed('ci')?.secrets.at(-1)).toBe(secret)
  })

  test('of which nothing was made may be asked for again under the same key', async () => {
    const tab = await openTab()
    bff.manager.tell('POST /api/apikeys', (response) => void response.destroy())
    expect(issuanceIn(await post(tab.create('ci'))).status).toBe('unknown')
    await becomes(tab, 'notDone')
    bff.manager.forget('POST /api/apikeys')
    const secret = await openedBy(tab, issuanceIn(await post(tab.create('ci'))))
    expect(keyNamed('ci')?.secrets).toEqual([secret])
    const entries = await bff.database.kysely.selectFrom('activity').selectAll().orderBy('sequence').execute()
    const [begun, ended] = entries.filter(({ action }) => action === 'apikey.created').slice(-2)
    expect([begun?.outcome, ended?.outcome]).toEqual(['begun', 'ok'])
    expect(ended?.request_id).toBe(begun?.request_id)
  })

  test('of which nothing was made long ago is done again in a turn that ends', async () => {
    const tab = await openTab()
    bff.manager.tell('POST /api/apikeys', (response) => void response.destroy())
    await post(tab.create('ci'))
    const leases = bff.database.kysely.selectFrom('issuances').select('lease')
    await vi.waitFor(
      async () => {
        bff.time.now += 10_000
        expect(await leases.execute()).toEqual([{ lease: Number.MAX_SAFE_INTEGER }])
      },
      { timeout: 10_000 },
    )
    let answer: () => void = () => undefined
    bff.manager.tell('POST /api/apikeys', (response, request) => {
      answer = () => json(200, { ID: 4, keyName: 'ci', secretKey: '4:secret' })(response, request)
    })
    const before = bff.manager.seen.length
    const posted = post(tab.create('ci'))
    await vi.waitFor(() => expect(bff.manager.seen.slice(before).map(({ path }) => path)).toContain('/api/apikeys'))
    expect(issuanceIn(await describeIt(tab)).status).toBe('running')
    expect((await leases.executeTakeFirst())?.lease).toBeLessThan(bff.time.now + minute)
    answer()
    expect(await openedBy(tab, issuanceIn(await posted))).toBe('4:secret')
  })

  test('that the manager made after all is still found', async () => {
    const tab = await openTab()
    bff.manager.tell('POST /api/apikeys', (response) => void response.destroy())
    await post(tab.create('ci'))
    await becomes(tab, 'notDone')
    const late = keyFor(bff, 'ci')
    bff.manager.keys.set(4, late)
    const secret = await openedBy(tab, await becomes(tab, 'sealed'))
    expect(late.secrets.at(-1)).toBe(secret)
  })

  test('is refused where the key is deleted while it is found out', async () => {
    const tab = await openTab()
    bff.manager.tell('POST /api/apikeys', bff.manager.loseAnswer)
    bff.manager.tell('POST /api/apikeys/4/secretkey', json(404, { message: 'The API key does not exist.' }))
    await post(tab.create('ci'))
    expect(await becomes(tab, 'refused')).toMatchObject({ message: 'The API key was deleted meanwhile.' })
    expect((await bff.call('GET', '/bff/notes', session)).json()).toEqual({ notes: [] })
  })

  test.each([
    ['has another description', { description: 'not what was sent' }],
    ['has been used', { lastSignIn: 5 }],
    ['expires, which was not asked for', { expiryDate: 1_900_000_000_000 }],
    ['is older than the request', { created: 1_000 }],
  ])('is not taken from a key of that name which %s', async (_, differs) => {
    const tab = await openTab()
    bff.manager.tell('POST /api/apikeys', (response) => {
      bff.manager.keys.set(4, keyFor(bff, 'ci', differs))
      response.destroy()
    })
    await post(tab.create('ci'))
    const flagged = await becomes(tab, 'flagged')
    expect(flagged).toMatchObject({ message: expect.stringContaining('"ci" (ID 4)') })
    expect(keyNamed('ci')?.secrets).toEqual(['4:theirs'])
  })

  test('is not asked for where the name is taken, or the key is gone', async () => {
    const taken = await post((await openTab()).create('key-2'))
    expect([taken.statusCode, taken.json()]).toMatchObject([400, { field: 'keyName', changed: 'no' }])
    const gone = await post((await openTab()).newSecret(99))
    expect(gone.statusCode).toBe(404)
    expect(bff.manager.seen.filter(({ path }) => /^\/api\/apikeys$|secretkey/.test(path))).toEqual([])
  })

  test('is replaced, and a lost answer to that is made good', async () => {
    const first = await openTab()
    const before = await openedBy(first, issuanceIn(await post(first.newSecret(2))))
    expect(bff.manager.keys.get(2)?.secrets.at(-1)).toBe(before)
    const tab = await openTab()
    bff.time.now += 1
    bff.manager.tell('POST /api/apikeys/2/secretkey', bff.manager.loseAnswer)
    expect(issuanceIn(await post(tab.newSecret(2))).status).toBe('unknown')
    expect((await post((await openTab()).newSecret(2))).statusCode).toBe(400)
    expect((await acknowledge(first)).statusCode).toBe(204)
    bff.manager.forget('POST /api/apikeys/2/secretkey')
    const after = await openedBy(tab, await becomes(tab, 'sealed'))
    expect(bff.manager.keys.get(2)?.secrets.at(-1)).toBe(after)
  })

  test('is refused where the manager refuses, in its words, and nothing is left to find out', async () => {
    bff.manager.tell('POST /api/apikeys', json(403, { message: 'Not authorized to create API keys.' }))
    const tab = await openTab()
    const answer = await post(tab.create('ci'))
    expect([answer.statusCode, answer.json()]).toMatchObject([
      403,
      { message: 'Not authorized to create API keys.', changed: 'no' },
    ])
    expect((await recorded()).at(-1)).toEqual({ action: 'apikey.created', outcome: 'denied' })
    expect((await bff.call('GET', '/bff/issuances', session)).json()).toEqual({ issuances: [] })
  })

  test('of someone who may not look stays unknown', async () => {
    bff.manager.tell('POST /api/apikeys/search', json(403, { message: 'Not authorized to view API keys.' }))
    bff.manager.tell('POST /api/apikeys', bff.manager.loseAnswer)
    const tab = await openTab()
    await post(tab.create('ci'))
    await vi.waitFor(async () => {
      bff.time.now += 3_000
      expect(issuanceIn(await describeIt(tab))).toMatchObject({
        status: 'unknown',
        message: expect.stringContaining('may not view API keys'),
      })
    })
    expect(keyNamed('ci')?.secrets).toHaveLength(1)
  })

  test('waits for its person when their session is over, and is theirs in the next', async () => {
    const tab = await openTab()
    bff.manager.tell('POST /api/apikeys', (response, request) => {
      bff.manager.loseAnswer(response, request)
      bff.manager.live.clear()
    })
    await post(tab.create('ci'))
    await vi.waitFor(async () => {
      bff.time.now += 3_000
      expect(await bff.records()).toEqual([])
    })
    session = await bff.session()
    const [listed] = (await bff.call('GET', '/bff/issuances', session)).json<{ issuances: Issuance[] }>().issuances
    expect(listed).toMatchObject({ status: 'unknown', keyName: 'ci' })
    const secret = await openedBy(tab, await becomes(tab, 'sealed'))
    expect(keyNamed('ci')?.secrets.at(-1)).toBe(secret)
  })

  test('of someone who has left stands in the way of nobody else, and never replaces theirs', async () => {
    const tab = await openTab()
    bff.manager.tell('POST /api/apikeys', bff.manager.loseAnswer)
    await post(tab.create('ci'))
    await bff.call('DELETE', '/bff/session', session)
    session = await bff.session(ours, 'second')
    const wish = async () => {
      bff.time.now += 1_000
      return (await openTab()).newSecret(4)
    }
    await vi.waitFor(async () => {
      bff.time.now += 3_000
      const rows = await bff.database.kysely.selectFrom('issuances').select('status').execute()
      expect(rows).toEqual([{ status: 401 }])
    })
    expect((await post(await wish())).statusCode).toBe(400)
    bff.time.now += 2 * minute
    const theirs = await openTab()
    const secret = await openedBy(theirs, issuanceIn(await post(theirs.newSecret(4))))
    session = await bff.session()
    expect(await becomes(tab, 'flagged')).toMatchObject({ message: expect.stringContaining('Somebody else') })
    for (let passed = 0; passed < 10; passed += 1) {
      bff.time.now += 60 * minute * 3
      await new Promise((resolve) => setTimeout(resolve, 40))
    }
    session = await bff.session()
    await new Promise((resolve) => setTimeout(resolve, 100))
    expect(keyNamed('ci')?.secrets.at(-1)).toBe(secret)
  })

  test('that was under way when the process died is found at the next start', async () => {
    const tab = await openTab()
    bff.manager.tell('POST /api/apikeys', bff.manager.loseAnswer)
    await post(tab.create('ci'))
    // As a process leaves it that was killed before it could write anything down.
    const dead = { state: 'running', lease: 0, message: null }
    await bff.database.kysely.updateTable('issuances').set(dead).execute()
    await bff.restart()
    const secret = await openedBy(tab, await becomes(tab, 'sealed'))
    expect(keyNamed('ci')?.secrets.at(-1)).toBe(secret)
  })

  test('is kept and swept whatever else the manager says of its key', async () => {
    const odd = { locale: 'xx', timeZone: null, created: -1, lastSignIn: 1.5, unsuccessfulSignInAttempts: -1 }
    bff.manager.tell(
      'POST /api/apikeys',
      json(200, { ID: 4, keyName: 'ci', secretKey: '4:secret', roleID: -1, ...odd }),
    )
    const tab = await openTab()
    expect(await openedBy(tab, issuanceIn(await post(tab.create('ci'))))).toBe('4:secret')
    expect((await bff.call('GET', '/bff/issuances', session)).statusCode).toBe(200)
    bff.time.now += 11 * minute
    await vi.waitFor(async () =>
      expect((await recorded()).map(({ action }) => action)).toContain('apikey.secret-unconfirmed'),
    )
  })

  test('that nobody came for is kept ten minutes; that it had arrived may be said for a day', async () => {
    const tab = await openTab()
    await post(tab.create('ci'))
    bff.time.now += 9 * minute
    expect((await describeIt(tab)).statusCode).toBe(200)
    bff.time.now += 2 * minute
    await vi.waitFor(async () => expect((await describeIt(tab)).statusCode).toBe(410))
    expect((await bff.call('GET', '/bff/issuances', session)).json()).toEqual({ issuances: [] })
    const noteOf = async () => (await bff.call('GET', '/bff/notes', session)).json<{ notes: object[] }>().notes
    expect(await noteOf()).toMatchObject([{ apiKeyID: 4, secretNotConfirmed: true }])
    await vi.waitFor(async () =>
      expect((await recorded()).map(({ action }) => action)).toContain('apikey.secret-unconfirmed'),
    )
    expect((await acknowledge(tab)).statusCode).toBe(204)
    expect(await noteOf()).toEqual([])
  })

  test('that nobody confirmed waits for nobody any more once its key is deleted', async () => {
    await post((await openTab()).create('ci'))
    const unconfirmed = bff.database.kysely.selectFrom('unconfirmed_secrets').select('api_key_id')
    expect(await unconfirmed.execute()).toEqual([{ api_key_id: 4 }])
    bff.manager.tell('DELETE /api/apikeys/4', json(403, { message: 'No.' }))
    await bff.call('DELETE', '/bff/apikeys/4', session)
    expect(await unconfirmed.execute()).toHaveLength(1)
    bff.manager.forget('DELETE /api/apikeys/4')
    expect((await bff.call('DELETE', '/bff/apikeys/4', session)).statusCode).toBe(204)
    expect(await unconfirmed.execute()).toEqual([])
  })

  test('is never made for a public key that it could not be sealed to', async () => {
    const wish = (await openTab()).create('ci')
    for (const publicKey of ['', 'AAAA', Buffer.alloc(65, 4).toString('base64')])
      expect((await post({ ...wish, publicKey })).statusCode).toBe(400)
    expect(bff.manager.keys.size).toBe(3)
  })

  test('is one of 30 a minute', async () => {
    for (let index = 0; index < 30; index += 1) {
      expect((await post((await openTab()).create(`key of ${index}`))).statusCode).toBe(200)
      if (index === 0) bff.time.now += 20_000
    }
    const answer = await post((await openTab()).create('one more'))
    expect([answer.statusCode, answer.headers['retry-after']]).toEqual([429, '40'])
    bff.time.now += 39_000
    expect((await post((await openTab()).create('too early'))).statusCode).toBe(429)
    bff.time.now += 1_000
    expect((await post((await openTab()).create('one more'))).statusCode).toBe(200)
  })
})

const keyFor = ({ manager }: BffUnderTest, keyName: string, differs: object = {}) => {
  const like = manager.keys.get(1)
  if (like === undefined) throw new Error('The stand-in has keys.')
  return { key: { ...like.key, keyName, ID: 4, created: Date.now(), ...differs }, secrets: ['4:theirs'] }
}
