import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { buildProduct, buildTimeoutMs, createPlace } from '../process-for-tests.ts'

beforeAll(buildProduct, buildTimeoutMs)
let place: ReturnType<typeof createPlace>
beforeEach(() => void (place = createPlace()))
afterEach(() => place.dispose())

const certificate = (...more: string[]) => place.run(['certificate', '--data', place.data, ...more])
const refusal = async (...more: string[]) => {
  const { code, complaints } = await place.run(['start', '--data', place.data, '--tls', ...more])
  expect([code, complaints.split('\n').length]).toEqual([1, 2])
  return complaints
}
const file = (name: string) => join(place.data, 'tls', name)

test('a certificate that does not name the host is refused with the command that makes one', async () => {
  await certificate('--host', 'keys.example,10.0.0.5')
  for (const host of ['other.example', '10.0.0.6', '0.0.0.0,other.example'])
    expect(await refusal('--host', host)).toMatch(
      new RegExp(`does not name ${host.split(',').at(-1)}: run ".*certificate --host ${host} .*--replace"`),
    )
})

test('a key that is missing, another or none is told, and all is made anew', async () => {
  await certificate()
  rmSync(file('server-key.pem'))
  expect(await refusal()).toContain(`${file('server-key.pem')} is missing: run "`)
  writeFileSync(file('server-key.pem'), 'nothing', { mode: 0o600 })
  expect(await refusal()).toContain('server-key.pem is not the key of server.pem: run "')
  writeFileSync(file('server.pem'), 'nothing', { mode: 0o600 })
  expect(await refusal()).toContain(`${file('server.pem')} holds no certificate: run "`)
  expect(await certificate()).toMatchObject({ code: 1, complaints: expect.stringContaining('--replace') })
  expect(await certificate('--replace')).toMatchObject({ code: 0 })
  await place.init()
  await place.start(['--tls'])
})
