import { beforeEach, expect, test, vi } from 'vitest'
import { api } from './client.ts'
import { abandonSession, resumeSession } from './session-watch.ts'

vi.hoisted(() => vi.stubGlobal('location', { origin: 'http://console.test' }))
vi.mock('virtual:bff-routes', async () => {
  const { bffEndpoints, routesOf } = await import('@latchkey/contract')
  return { default: routesOf(bffEndpoints) }
})

type Answer = (response: Response) => void
const answers: Answer[] = []
beforeEach(() => {
  answers.length = 0
  vi.stubGlobal('fetch', () => new Promise<Response>((resolve) => void answers.push(resolve)))
})

/** Answers the call that has just been made. */
async function answer(status: number, body: unknown): Promise<void> {
  await vi.waitFor(() => expect(answers).not.toHaveLength(0))
  answers.shift()?.(Response.json(body, { status }))
}
const read = () => api.apiKeys.describe({ params: { apiKeyID: '7' } })

test('a call that the session ended under goes on when the same person is back', async () => {
  const reading = read()
  await answer(401, {})
  await new Promise(setImmediate)
  resumeSession()
  await answer(200, { ID: 7 })
  expect(await reading).toEqual({ ID: 7 })
})

test('what was asked by one person is not answered to the next', async () => {
  const reading = read()
  await vi.waitFor(() => expect(answers).toHaveLength(1))
  abandonSession()
  await answer(200, { ID: 7 })
  await expect(reading).rejects.toThrow('No answer came.')
})

test('nor is what was asked again once they were back', async () => {
  const reading = read()
  await answer(401, {})
  await new Promise(setImmediate)
  resumeSession()
  await vi.waitFor(() => expect(answers).toHaveLength(1))
  abandonSession()
  await answer(200, { ID: 7 })
  await expect(reading).rejects.toThrow('No answer came.')
})

test('who signs in is told so though the one before has gone', async () => {
  const asking = api.session.describe()
  await vi.waitFor(() => expect(answers).toHaveLength(1))
  abandonSession()
  await answer(200, { userName: 'mori' })
  expect(await asking).toMatchObject({ userName: 'mori' })
})
