import { databasesUnderTest } from '@latchkey/testing'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { secretHeaders, startManager, type ManagerUnderTest } from './manager-under-test.ts'

const hourMs = 3_600_000

describe.each(databasesUnderTest())('a clock that is set back, on $name', (databaseUnderTest) => {
  let manager: ManagerUnderTest
  let machine: number
  beforeEach(async () => {
    machine = 1_800_000_000_000
    manager = await startManager(databaseUnderTest, { clock: () => machine })
  })
  afterEach(() => manager.stop())
  type App = ManagerUnderTest['app']
  const used = async (secret: string, app: App = manager.app) =>
    (await app.inject({ url: '/api/apikeys/current', headers: secretHeaders(secret) })).statusCode

  test.each([hourMs, 365 * 24 * hourMs])(
    'by %i ms makes no expired key good again, not after a restart either',
    async (back) => {
      const { secretKey } = await manager.newKey({ expiryDate: machine + hourMs })
      expect(await used(secretKey)).toBe(200)
      machine += hourMs
      expect(await used(secretKey)).toBe(403)
      machine -= back
      expect(await used(secretKey)).toBe(403)
      await manager.app.close()
      const again = await manager.startAnother()
      expect(await used(secretKey, again.app)).toBe(403)
      expect(manager.lines.join('')).toContain('time stands still')
      await again.stop()
    },
  )

  test('by less than a minute is nothing to tell of, and time goes on once it has caught up', async () => {
    const { secretKey } = await manager.newKey({ expiryDate: machine + 2 * hourMs })
    machine += hourMs
    expect(await used(secretKey)).toBe(200)
    await manager.app.close()
    machine -= 30_000
    const again = await manager.startAnother()
    expect(manager.lines.join('')).not.toContain('time stands still')
    expect(await used(secretKey, again.app)).toBe(200)
    machine += hourMs + 30_000
    expect(await used(secretKey, again.app)).toBe(403)
    await again.stop()
  })
})
