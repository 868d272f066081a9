import { setTimeout as wait } from 'node:timers/promises'
import { apiUsageMetricListSchema, type ApiUsageMetric } from '@latchkey/contract'
import { databasesUnderTest } from '@latchkey/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addKeys } from './keys-under-test.ts'
import { password, secretHeaders, startManager, type Headers, type ManagerUnderTest } from './manager-under-test.ts'

const path = '/api/apiusagemetrics'
const setting = '/api/systemsettings/platformSettingApiUsageMetricsEnabled'
const dayMs = 24 * 60 * 60_000

describe.each(databasesUnderTest())('API usage metrics on $name', (databaseUnderTest) => {
  let now = 1_790_000_000_000
  let manager: ManagerUnderTest
  let byKey: Headers
  beforeAll(async () => {
    manager = await startManager(databaseUnderTest, { clock: () => now, sweepEveryMs: 20 })
    byKey = secretHeaders((await manager.newKey()).secretKey)
  })
  afterAll(() => manager.stop())
  const all = async (headers = byKey) =>
    apiUsageMetricListSchema.parse(await manager.succeed('GET', path, undefined, headers)).apiUsageMetrics
  const search = async (...searchCriteria: object[]) =>
    apiUsageMetricListSchema.parse(await manager.succeed('POST', `${path}/search`, { searchCriteria }, byKey))
      .apiUsageMetrics
  const until = async (found: () => Promise<readonly ApiUsageMetric[]>, count: number) => {
    for (;;) {
      const metrics = await found()
      if (metrics.length >= count) return metrics
      await wait(100)
    }
  }

  test('are none until they are switched on, and then one for each call', async () => {
    await manager.succeed('GET', '/api/roles', undefined, byKey)
    await wait(1_100)
    expect(await all()).toEqual([])
    await manager.succeed('POST', setting, { value: 'true' }, byKey)
    await wait(1_100)
    now += 1_000
    const since = { fieldName: 'date', firstDateValue: now - 500 }
    await addKeys(manager.database, 1_200)
    await manager.succeed('GET', '/api/roles', undefined, byKey)
    await manager.succeed('GET', '/api/apikeys')
    await manager.call('GET', '/api/apikeys/999999', undefined, byKey)
    await manager.call('POST', '/api/apikeys', {}, byKey)
    await manager.call('GET', '/api/apikeys', undefined, secretHeaders('1:nonsense'))
    const metrics = await until(() => search(since, { fieldName: 'method', stringValue: '/API/%' }), 4)
    expect(
      metrics
        .slice(0, 4)
        .map(({ action, method, statusCode, authenticationMethod, responseItemCount }) => [
          `${action} ${method}`,
          statusCode,
          authenticationMethod,
          responseItemCount,
        ]),
    ).toEqual([
      ['GET /api/roles', 200, 'API-Key', 2],
      ['GET /api/apikeys', 200, 'sID', 1_201],
      ['GET /api/apikeys/:apiKeyID', 404, 'API-Key', undefined],
      ['POST /api/apikeys', 400, 'API-Key', undefined],
    ])
    const [first] = metrics
    expect(Object.keys(first ?? {})).toEqual([
      'apiType',
      'action',
      'method',
      'date',
      'tenantGUID',
      'duration',
      'statusCode',
      'authenticationMethod',
      'responseItemCount',
      'ID',
    ])
    expect((await search(since, { fieldName: 'statusCode', numericValue: 404 })).length).toBe(1)
    expect((await search(since, { fieldName: 'authenticationMethod', stringValue: 'SID' })).length).toBe(1)
    expect(
      (await search(since, { fieldName: 'responseItemCount', numericValue: 1_000, numericTest: 'greater-than' }))
        .length,
    ).toBe(1)
    expect((await search({ fieldName: 'tenantGUID', stringValue: first?.tenantGUID ?? '' })).length).toBeGreaterThan(4)
  })

  test('are of the own tenant, which decides for itself whether there are any', async () => {
    await manager.succeed(
      'POST',
      '/api/tenants',
      { name: 'Branch', administrator: { username: 'boss', password } },
      byKey,
    )
    const theirs = await manager.signIn('boss', password, 'Branch')
    await manager.succeed('GET', '/api/roles', undefined, theirs)
    await wait(1_100)
    expect(await all(theirs)).toEqual([])
    await manager.succeed('POST', setting, { value: 'true' }, theirs)
    const [metric] = await until(() => all(theirs), 1)
    expect((await all()).filter(({ tenantGUID }) => tenantGUID === metric?.tenantGUID)).toEqual([])
  })

  test('are forgotten after the time that is set', async () => {
    const old = await all()
    const left = () => search({ idTest: 'less-than-or-equal', idValue: old.at(-1)?.ID })
    await wait(60)
    expect((await left()).length).toBe(old.length)
    now += 13 * 7 * dayMs + 2_000
    while ((await left()).length > 0) await wait(50)
  })
})
