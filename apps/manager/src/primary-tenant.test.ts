import { databasesUnderTest } from '@latchkey/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { password, startManager, type ManagerUnderTest } from './manager-under-test.ts'

describe.each(databasesUnderTest())('the primary tenant on $name', (databaseUnderTest) => {
  let manager: ManagerUnderTest
  beforeAll(async () => {
    manager = await startManager(databaseUnderTest)
  })
  afterAll(() => manager.stop())

  test('is where people are who name no tenant, whatever it is called and whoever has its name', async () => {
    await manager.succeed('POST', '/api/tenants/0', { name: 'Acme' })
    await manager.succeed('POST', '/api/tenants', { name: 'primary', administrator: { username: 'mallory', password } })
    const own = await manager.signIn('operator', password)
    expect(await manager.succeed('GET', '/api/tenants/0', undefined, own)).toMatchObject({ name: 'Acme', ID: 0 })
    await expect(manager.signIn('mallory', password)).rejects.toThrow('401')
    await manager.signIn('mallory', password, 'primary')
    await manager.signIn('operator', password, 'Acme')
  })
})
