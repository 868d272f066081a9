import { databasesUnderTest } from '@latchkey/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { secretHeaders, startManager } from './manager-under-test.ts'
import { bearer, createdSchema, keys, startVisionOne, type VisionOneUnderTest } from './vision-one-under-test.ts'

describe.each(databasesUnderTest())('keys of Vision One on $name', (databaseUnderTest) => {
  let visionOne: VisionOneUnderTest
  beforeAll(async () => {
    visionOne = await startVisionOne(databaseUnderTest)
  })
  afterAll(() => visionOne.stop())

  test('health is told to a key, by its token or its secret', async () => {
    const { value } = await visionOne.createOne('healthy')
    for (const token of [value, visionOne.secretKey]) {
      const answer = await visionOne.call('GET', '/v3.0/healthcheck/connectivity', undefined, bearer(token))
      expect([answer.statusCode, answer.body]).toEqual([200, '{"status":"available"}'])
      expect(answer.headers['x-trace-id']).toMatch(/^[0-9a-f-]{36}$/)
    }
  })

  test('18: a key is made with a token that works, and comes back as clients take it', async () => {
    const answer = await visionOne.call('POST', keys, [
      { name: 'registration', role: 'Auditor', monthsToExpiration: 3, description: null, status: '' },
    ])
    expect(answer.statusCode).toBe(207)
    const [made] = createdSchema.parse(answer.json())
    expect(made?.body.expiredDateTime).toBe('2027-02-28T10:20:30Z')
    expect(made?.body.value).toMatch(/^eyJ[\w-]+\.eyJ[\w-]+\.[\w-]{43}$/)
    expect(made?.headers[0]?.value).toBe(`http://localhost:80${keys}/${made?.body.id}`)
    const described = await visionOne.call('GET', `${keys}/${made?.body.id}`, undefined, bearer(made?.body.value ?? ''))
    expect(described.headers.etag).toMatch(/^"[0-9a-f]{32}"$/)
    expect(described.json()).toEqual({
      id: made?.body.id,
      name: 'registration',
      status: 'enabled',
      role: 'Auditor',
      expiredDateTime: '2027-02-28T10:20:30Z',
      lastUsedDateTime: '2026-11-30T10:20:30Z',
      description: null,
    })
    expect(await visionOne.createOne('never ends')).toMatchObject({ expiredDateTime: '' })
  })

  test('18: a batch is made whole, in its order, or not at all', async () => {
    const made = await visionOne.create({ name: 'first', role: 'Auditor' }, { name: 'second', role: 'Full Access' })
    expect(made.map(({ body }) => body.id)).toEqual(
      (await visionOne.listed(keys, "name eq 'first' or name eq 'second'")).items.map(({ id }) => id),
    )
    for (const bad of [
      { name: 'FIRST', role: 'Auditor' },
      { name: 'third', role: 'No such role' },
    ]) {
      const answer = await visionOne.call('POST', keys, [
        { name: 'fine', role: 'Auditor' },
        bad,
        { name: 'too', role: 'Auditor' },
      ])
      expect([answer.statusCode, answer.json().map(({ status }: { status: number }) => status)]).toEqual([
        207,
        [400, 400, 400],
      ])
      expect(answer.json()).toMatchObject(
        answer.json().map(() => ({ body: { error: { code: 'BadRequest', message: expect.any(String) } } })),
      )
      expect(await visionOne.names(keys, "name eq 'fine' or name eq 'too'")).toEqual([])
    }
    for (const body of [
      {},
      [],
      [{ name: 'a' }],
      [{ name: 'a', role: 'Auditor', monthsToExpiration: 2 }],
      [{ name: 'a', role: 'a\0b' }],
    ])
      expect([body, (await visionOne.call('POST', keys, body)).statusCode]).toEqual([body, 400])
  })

  test('18: If-Match may have quotes or not, may be missing, and is refused when someone was faster', async () => {
    const { id } = await visionOne.createOne('edited')
    const tag = async () => String((await visionOne.call('GET', `${keys}/${id}`)).headers.etag)
    const patch = (body: object, ifMatch?: string) =>
      visionOne.call('PATCH', `${keys}/${id}`, body, { ...visionOne.headers, ...(ifMatch && { 'if-match': ifMatch }) })
    const first = await tag()
    expect((await patch({ description: 'one' }, first)).statusCode).toBe(204)
    const late = await patch({ description: 'two' }, first)
    expect([late.statusCode, late.json().error.code]).toEqual([412, 'ConditionFailed'])
    expect((await patch({ role: 'Full Access', name: '' }, (await tag()).replaceAll('"', ''))).statusCode).toBe(204)
    expect((await patch({ status: 'disabled' })).body).toBe('')
    expect((await visionOne.call('GET', `${keys}/${id}`)).json()).toMatchObject({
      name: 'edited',
      description: 'one',
      role: 'Full Access',
      status: 'disabled',
    })
    expect((await patch({ description: '' })).statusCode).toBe(204)
    expect((await visionOne.call('GET', `${keys}/${id}`)).json()).toMatchObject({ description: null })
    expect((await patch({ role: 'No such role' })).statusCode).toBe(400)
  })

  test('the keys are those of /api: one name space, one event each, one state', async () => {
    const { id, value } = await visionOne.createOne('in both')
    expect(
      (await visionOne.call('POST', '/api/apikeys', { keyName: 'In Both', roleID: 2 }, visionOne.session)).statusCode,
    ).toBe(400)
    const found = await visionOne.succeed('POST', '/api/apikeys/search', {
      searchCriteria: { fieldName: 'keyName', stringValue: 'in both' },
    })
    const [key] = z.object({ apiKeys: z.array(z.object({ ID: z.number() })) }).parse(found).apiKeys
    await visionOne.succeed('POST', `/api/apikeys/${key?.ID}`, { active: false })
    expect((await visionOne.call('GET', `${keys}/${id}`)).json()).toMatchObject({ status: 'disabled' })
    const refused = await visionOne.call('GET', keys, undefined, bearer(value))
    expect([refused.statusCode, refused.json().error]).toEqual([
      401,
      {
        code: 'InvalidCredentials',
        message: expect.any(String),
        innererror: { code: 'TokenDisabled', service: 'svp' },
      },
    ])
    const missing = '4c61746b-6579-8000-8000-0000000fffff'
    const deleted = await visionOne.call('POST', `${keys}/delete`, [{ id }, { id: missing }])
    expect([deleted.statusCode, deleted.json()]).toEqual([
      207,
      [{ status: 204 }, { status: 404, body: { error: { code: 'NotFound', message: expect.any(String) } } }],
    ])
    expect(await visionOne.eventsOf('target_id', key?.ID ?? 0)).toEqual([656, 673, 657])
  })

  test('an expired key is told so, a stranger nothing', async () => {
    const { value } = await visionOne.createOne('short', { monthsToExpiration: 1 })
    visionOne.clock.now += 40 * 86_400_000
    const expired = await visionOne.call('GET', keys, undefined, bearer(value))
    visionOne.clock.now -= 40 * 86_400_000
    expect([expired.statusCode, expired.json().error.innererror.code]).toEqual([401, 'TokenExpired'])
    for (const authorization of [
      '',
      'Bearer',
      'Bearer x',
      'Bearer a.b.c',
      `Basic ${value}`,
      `Bearer ${value}x`,
      `Bearer  ${value}`,
    ]) {
      const { statusCode, body } = await visionOne.call('GET', keys, undefined, { authorization })
      expect([authorization, statusCode, body]).toEqual([
        authorization,
        401,
        '{"error":{"code":"InvalidCredentials","message":"Invalid API Key","innererror":{"code":"InvalidToken","service":"svp"}}}',
      ])
    }
    expect((await visionOne.call('GET', keys, undefined, secretHeaders(visionOne.secretKey))).statusCode).toBe(401)
  })

  test('no token reaches the log', async () => {
    const { value } = await visionOne.createOne('unlogged')
    expect((await visionOne.call('GET', `/v3.0/${value}`)).statusCode).toBe(404)
    visionOne.dependencies.logger.info({ body: { value } }, value)
    expect(visionOne.lines.join('\n')).not.toContain(value.split('.')[2])
  })
})

test('a stock manager has none of it', async () => {
  const [databaseUnderTest] = databasesUnderTest()
  if (databaseUnderTest === undefined) throw new Error('There is no database to test on.')
  const manager = await startManager(databaseUnderTest, { profile: 'stock' })
  const { secretKey } = await manager.newKey()
  expect((await manager.call('GET', '/v3.0/healthcheck/connectivity', undefined, bearer(secretKey))).statusCode).toBe(
    404,
  )
  await manager.stop()
})
