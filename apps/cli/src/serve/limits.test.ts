import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { buildProduct, buildTimeoutMs, createPlace, password } from '../process-for-tests.ts'

beforeAll(buildProduct, buildTimeoutMs)
let place: ReturnType<typeof createPlace>
beforeEach(() => void (place = createPlace()))
afterEach(() => place.dispose())

test('limits named at the start hold for browsers, and for callers of the manager', async () => {
  await place.init('ada')
  const { ready } = await place.start(['--rate-limits', 'sign-ins=2,calls=1,burst=3,reports=1,key=2'])
  const ours = { 'x-csrf': '1', origin: ready.console, 'content-type': 'application/json' }
  const signIn = (given: string) =>
    fetch(`${ready.console}/bff/session`, {
      method: 'POST',
      headers: ours,
      body: JSON.stringify({ userName: 'ada', password: given }),
    })
  /** Of more calls than any limit here lets through, however slow the machine is. */
  const statuses = async (call: () => Promise<Response>) => {
    const seen: number[] = []
    while (seen.length < 20) seen.push((await call()).status)
    return seen
  }
  const session = await signIn(password)
  const cookie = session.headers.getSetCookie()[0]?.split(';')[0] ?? ''
  const report = JSON.stringify({ 'csp-report': { 'violated-directive': 'script-src' } })
  const roles = { 'api-version': 'v1', ...(await managerSession(ready.manager)) }

  // Read without the manager, whose own limit is lower still.
  const own = () => fetch(`${ready.console}/bff/sessions`, { headers: { ...ours, cookie } })
  expect(await statuses(own)).toContain(429)
  expect(
    await statuses(() =>
      fetch(`${ready.console}/csp-report`, {
        method: 'POST',
        headers: { 'content-type': 'application/csp-report' },
        body: report,
      }),
    ),
  ).toContain(429)
  expect((await statuses(() => signIn('wrong'))).slice(0, 3)).toEqual([401, 401, 429])
  expect(await statuses(() => fetch(`${ready.manager}/api/roles`, { headers: roles }))).toContain(429)
})

async function managerSession(manager: string) {
  const answer = await fetch(`${manager}/api/sessions`, {
    method: 'POST',
    headers: { 'api-version': 'v1', 'content-type': 'application/json' },
    body: JSON.stringify({ userName: 'ada', password }),
  })
  const { RID } = (await answer.json()) as { RID: string }
  return { cookie: answer.headers.getSetCookie()[0]?.split(';')[0] ?? '', rid: RID }
}
