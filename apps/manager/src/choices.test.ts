import { databasesUnderTest } from '@latchkey/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startManager, type ManagerUnderTest } from './manager-under-test.ts'

describe.each(databasesUnderTest())('a choice that is none on $name', (databaseUnderTest) => {
  let manager: ManagerUnderTest
  beforeAll(async () => {
    manager = await startManager(databaseUnderTest)
  })
  afterAll(() => manager.stop())

  test.each([
    ['administrators', 'type'],
    ['tenants', 'tenantState'],
    ['systemevents', 'targetKind'],
    ['systemevents', 'level'],
  ])('finds nothing among %s by %s, whatever stands in it', async (collection, fieldName) => {
    for (const choiceValue of ['\0', '\ud800', 'neither', '__proto__']) {
      const answer = await manager.call('POST', `/api/${collection}/search`, {
        searchCriteria: [{ fieldName, choiceValue }],
      })
      expect([answer.statusCode, Object.values(answer.json<object>())]).toEqual([200, [[]]])
    }
  })
})
