import { databasesUnderTest } from '@latchkey/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { bearer, keys, listSchema, startVisionOne, type VisionOneUnderTest } from './vision-one-under-test.ts'

describe.each(databasesUnderTest())('lists of Vision One on $name', (databaseUnderTest) => {
  let visionOne: VisionOneUnderTest
  beforeAll(async () => {
    visionOne = await startVisionOne(databaseUnderTest)
  })
  afterAll(() => visionOne.stop())

  test('18: a list is read to its end by nextLink and the header alone', async () => {
    await visionOne.create(...Array.from({ length: 60 }, (_, index) => ({ name: `page-${index}`, role: 'Auditor' })))
    const filter = "contains(name, 'page-')"
    const seen: string[] = []
    let url = `${keys}?top=50&orderBy=createdDateTime%20desc`
    for (let pages = 0; pages < 5; pages += 1) {
      const page = await visionOne.listed(url, filter)
      expect(page).toMatchObject({ count: page.items.length, totalCount: 60 })
      seen.push(...page.items.map(({ name }) => name))
      if (page.nextLink === undefined) break
      expect(page.nextLink).toMatch(/^http:\/\/localhost:80\/v3\.0\//)
      url = page.nextLink.replace('http://localhost:80', '')
    }
    expect(seen).toHaveLength(60)
    expect(new Set(seen).size).toBe(60)
    // A number between two sizes becomes the larger.
    expect((await visionOne.listed(`${keys}?top=51`, filter)).items).toHaveLength(60)
  })

  test.each([
    ["name eq 'ä''s'", ["ä's"]],
    ["status eq 'disabled' and contains(name,'filter-')", ['filter-b']],
    ["contains(name,'filter-') and not (status eq 'disabled' or role eq 'Full Access')", ['filter-a']],
    ["NAME eq 'filter-a'", 400],
    ["constructor eq 'x'", 400],
    ["name ne 'x'", 400],
    ["name eq 'x' or", 400],
    ["(name eq 'x'", 400],
    ['name eq x', 400],
    ["name eq 'x", 400],
    [`${'not '.repeat(30)}name eq 'x'`, 400],
    [`name eq '${'x'.repeat(1100)}'`, 400],
    ["contains(status,'a')", 400],
  ])('filters by %s', async (filter, expected) => {
    if ((await visionOne.names(keys, "contains(name,'filter-')")).length === 0)
      await visionOne.create(
        { name: 'filter-a', role: 'Auditor' },
        { name: 'filter-b', role: 'Auditor', status: 'disabled' },
        { name: 'filter-c', role: 'Full Access' },
        { name: "ä's", role: 'Auditor' },
      )
    const answer = await visionOne.call('GET', keys, undefined, {
      ...visionOne.headers,
      'tmv1-filter': Buffer.from(filter).toString('latin1'),
    })
    if (typeof expected === 'number') expect([answer.statusCode, answer.json().error.code]).toEqual([400, 'BadRequest'])
    else expect(listSchema.parse(answer.json()).items.map(({ name }) => name)).toEqual(expected)
  })

  test('orders by every time there is, what was never used first', async () => {
    const quiet = await visionOne.createOne('order-quiet')
    const used = await visionOne.createOne('order-used')
    await visionOne.call('GET', keys, undefined, bearer(used.value))
    const filter = "contains(name,'order-')"
    expect(await visionOne.names(`${keys}?orderBy=lastUsedDateTime`, filter)).toEqual(['order-quiet', 'order-used'])
    expect(await visionOne.names(`${keys}?orderBy=lastUsedDateTime%20desc`, filter)).toEqual([
      'order-used',
      'order-quiet',
    ])
    visionOne.clock.now += 1000
    await visionOne.call('PATCH', `${keys}/${quiet.id}`, { description: 'later' })
    expect(await visionOne.names(`${keys}?orderBy=lastModifiedDateTime%20desc,createdDateTime`, filter)).toEqual([
      'order-quiet',
      'order-used',
    ])
    for (const orderBy of ['name', 'createdDateTime down', 'createdDateTime,', 'constructor'])
      expect((await visionOne.call('GET', `${keys}?orderBy=${encodeURIComponent(orderBy)}`)).statusCode).toBe(400)
    for (const query of ['top=x', 'skipToken=LTE', 'skipToken=eA'])
      expect((await visionOne.call('GET', `${keys}?${query}`)).statusCode).toBe(400)
  })

  test('no expiry keeps the others from being listed, however late it is', async () => {
    const lastMoment = Date.UTC(9999, 11, 31, 23, 59, 59, 999)
    for (const expiryDate of [lastMoment + 1, String(lastMoment + 1), Number.MAX_SAFE_INTEGER]) {
      const body = { keyName: 'late-refused', roleID: 2, expiryDate }
      const answer = await visionOne.call('POST', '/api/apikeys', body, visionOne.session)
      expect([answer.statusCode, answer.json()]).toEqual([
        400,
        { message: 'expiryDate: cannot be after the year 9999', field: 'expiryDate' },
      ])
    }
    await visionOne.newKey({ keyName: 'late-last', roleID: 2, expiryDate: lastMoment })
    const { ID } = await visionOne.newKey({ keyName: 'late-kept', roleID: 2 })
    await visionOne.database.kysely
      .updateTable('api_keys')
      .set({ expiry_date: Number.MAX_SAFE_INTEGER })
      .where('id', '=', ID)
      .execute()
    expect((await visionOne.listed(keys, "contains(name,'late-')")).items).toMatchObject([
      { name: 'late-last', expiredDateTime: '9999-12-31T23:59:59Z' },
      { name: 'late-kept', expiredDateTime: '9999-12-31T23:59:59Z' },
    ])
  })

  test('roles are listed with the name that keys give', async () => {
    const { items } = await visionOne.listed('/v3.0/iam/roles', "name eq 'Auditor'")
    expect(items).toEqual([
      { id: expect.stringMatching(/^[0-9a-f-]{36}$/), name: 'Auditor', description: expect.any(String) },
    ])
    expect(await visionOne.names('/v3.0/iam/roles', `id eq '${items[0]?.id}'`)).toEqual(['Auditor'])
  })
})
