import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { buildProduct, buildTimeoutMs, createPlace, password } from '../process-for-tests.ts'

beforeAll(buildProduct, buildTimeoutMs)
let place: ReturnType<typeof createPlace>
beforeEach(() => void (place = createPlace()))
afterEach(() => place.dispose())

const signIn = async (manager: string, given: string) => {
  const body = JSON.stringify({ userName: 'ada', password: given })
  const headers = { 'api-version': 'v1', 'content-type': 'application/json' }
  return (await fetch(`${manager}/api/sessions`, { method: 'POST', headers, body })).status
}

test('a new password is not made where the disk would not take its file', async () => {
  await place.init()
  // Room for its own name, and none for that of a file beside it.
  const file = join(place.folder, 'x'.repeat(254))
  const words = ['admin', 'reset', 'ada', '--data', place.data, '--password-file']
  const refused = await place.run([...words, file])
  expect(refused).toMatchObject({ code: 2, output: '', complaints: expect.stringContaining('Nothing was changed.') })
  const { ready, child, finished } = await place.start()
  expect(await signIn(ready.manager, password)).toBe(200)
  child.kill('SIGTERM')
  await finished

  expect(await place.run([...words, join(place.folder, 'new')])).toMatchObject({ code: 0 })
  expect(readdirSync(place.folder).filter((name) => name.startsWith('new'))).toEqual(['new'])
  const again = await place.start()
  expect(await signIn(again.ready.manager, readFileSync(join(place.folder, 'new'), 'utf8').trim())).toBe(200)
})
