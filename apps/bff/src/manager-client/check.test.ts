import dns from 'node:dns'
import { syncBuiltinESMExports } from 'node:module'
import { afterEach, expect, test, vi } from 'vitest'
import { checkManager } from './check.ts'

afterEach(() => {
  vi.restoreAllMocks()
  syncBuiltinESMExports()
})

test('no connection goes where the name of a manager leads and none may be, and who starts is told', async () => {
  vi.spyOn(dns, 'lookup').mockImplementation(((_name: string, _options: object, done: (...found: unknown[]) => void) =>
    done(null, [{ address: '0.0.0.0', family: 4 }])) as never)
  syncBuiltinESMExports()
  expect(await checkManager({ url: 'https://manager.invalid:1' }, Date.now)).toEqual([
    { level: 'error', what: 'The name manager.invalid leads to 0.0.0.0, where no manager may be.' },
  ])
})
