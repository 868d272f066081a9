import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createPlace, password } from '../process-for-tests.ts'

const body = { keyName: 'bootstrap', roleID: 1 }

/** A manager of its own with an administrator, and an API key of theirs in a file: what a user of the command line has. */
export async function startKeyedManager(given: readonly string[] = ['--rate-limits', 'off']) {
  const place = createPlace()
  const inPlace = (name: string) => join(place.folder, name)
  await place.init()
  const { ready, child, finished } = await place.start(given)
  const secret = await makeKey(ready.manager)
  writeFileSync(inPlace('key'), `${secret}\n`, { mode: 0o600 })
  const environment = { LATCHKEY_MANAGER_URL: ready.manager, LATCHKEY_API_KEY_FILE: inPlace('key') }
  return {
    ...place,
    ...ready,
    environment,
    secret,
    inPlace,
    read: (name: string) => readFileSync(inPlace(name), 'utf8'),
    /** Stops it, does what needs that, and starts it again. */
    restart: async (more: readonly string[], between: () => Promise<unknown>) => {
      child.kill('SIGTERM')
      await finished
      await between()
      return (await place.start(more)).ready
    },
    /** Words of a command that hold no blank. */
    latchkey: (words: string, more: Readonly<Record<string, string>> = {}) =>
      place.run(words.split(' '), { ...environment, ...more }),
  }
}
export type KeyedManager = Awaited<ReturnType<typeof startKeyedManager>>

async function makeKey(manager: string): Promise<string> {
  const headers = { 'api-version': 'v1', 'content-type': 'application/json' }
  const signedIn = await post(`${manager}/api/sessions`, headers, { userName: 'ada', password })
  const cookie = signedIn.headers.getSetCookie().join(';')
  const { RID } = (await signedIn.json()) as { RID: string }
  const issued = await post(`${manager}/api/apikeys`, { ...headers, cookie, rid: RID }, body)
  return ((await issued.json()) as { secretKey: string }).secretKey
}

const post = (url: string, headers: Record<string, string>, sent: unknown): Promise<Response> =>
  fetch(url, { method: 'POST', headers, body: JSON.stringify(sent) })
