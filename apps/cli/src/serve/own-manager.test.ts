import { sparePort } from '@latchkey/testing'
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import { buildProduct, buildTimeoutMs, createPlace, password } from '../process-for-tests.ts'
import { call, publicHost } from './two-instances-for-tests.ts'

const noteListSchema = z.object({ notes: z.array(z.object({ apiKeyID: z.number(), owner: z.string() })) })
const entriesSchema = z.object({ total: z.number() })

beforeAll(buildProduct, buildTimeoutMs)
let place: ReturnType<typeof createPlace>
beforeEach(() => void (place = createPlace()))
afterEach(() => place.dispose())

test('a manager of ours that moves to another port keeps its notes and its activity', async () => {
  await place.init()
  const port = await sparePort()
  const base = `http://127.0.0.1:${port}`
  const behind = ['--public-url', `https://${publicHost}`, '--trust-proxy', '127.0.0.1', '--host', '127.0.0.1']
  // The manager's port is another at every start.
  const start = () => place.start([...behind, '--port', String(port)])
  const signIn = async () => ({
    cookie: (await call(base, 'POST', '/bff/session', {}, { userName: 'ada', password })).cookie,
  })
  const activity = async (session: { cookie: string }) =>
    entriesSchema.parse(JSON.parse((await call(base, 'POST', '/bff/activity/search', session, {})).text)).total

  const { ready, child, finished } = await start()
  const apiKeyID = await keyAt(ready.manager)
  const first = await signIn()
  expect((await call(base, 'POST', `/bff/notes/${apiKeyID}`, first, { owner: 'Team A' })).status).toBe(200)
  const recorded = await activity(first)
  expect(recorded).toBeGreaterThan(1)
  child.kill('SIGTERM')
  await finished

  const again = await start()
  expect(again.ready.manager).not.toBe(ready.manager)
  expect((await call(base, 'GET', '/bff/notes', first)).status).toBe(200)
  const { notes } = noteListSchema.parse(JSON.parse((await call(base, 'GET', '/bff/notes', await signIn())).text))
  expect(notes).toEqual([{ apiKeyID, owner: 'Team A' }])
  expect(await activity(await signIn())).toBeGreaterThan(recorded)
})

async function keyAt(manager: string): Promise<number> {
  const post = (path: string, headers: Record<string, string>, body: object) =>
    fetch(`${manager}/api${path}`, {
      method: 'POST',
      headers: { 'api-version': 'v1', 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    })
  const signedIn = await post('/sessions', {}, { userName: 'ada', password })
  const { RID } = z.object({ RID: z.string() }).parse(await signedIn.json())
  const session = { cookie: signedIn.headers.getSetCookie().join(';'), rid: RID }
  const made = await post('/apikeys', session, { keyName: 'noted', roleID: 2 })
  return z.object({ ID: z.number() }).parse(await made.json()).ID
}
