import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createPostgres } from '../postgres-for-tests.ts'
import { buildProduct, buildTimeoutMs, createPlace, password, tooOpen } from '../process-for-tests.ts'

beforeAll(buildProduct, buildTimeoutMs)
let place: ReturnType<typeof createPlace>
beforeEach(() => void (place = createPlace()))
afterEach(() => place.dispose())

const startAnyway = () => place.run(['start', '--data', place.data, '--port', '0', '--manager-port', '0'])
const signIn = async (manager: string, userName: string, given: string) =>
  (
    await fetch(`${manager}/api/sessions`, {
      method: 'POST',
      headers: { 'api-version': 'v1', 'content-type': 'application/json' },
      body: JSON.stringify({ userName, password: given }),
    })
  ).status

describe('a first start', () => {
  test('knows nobody, whatever name and password are tried', async () => {
    const { child, finished, ready } = await place.start()
    for (const [name, given] of [
      ['admin', 'admin'],
      ['administrator', 'password'],
      ['masteradmin', 'masteradmin'],
      ['root', ''],
    ] as const)
      expect([name, await signIn(ready.manager, name, given)]).toEqual([name, 401])
    child.kill('SIGTERM')
    await finished
    const database = new DatabaseSync(join(place.data, 'manager.sqlite'))
    expect(database.prepare('SELECT count(*) AS people FROM principals').get()).toEqual({ people: 0 })
    database.close()
  }, 40_000)

  test('makes an administrator by its link, once, and keeps the token nowhere', async () => {
    const { child, finished, ready, output } = await place.start()
    const link = () => /set-up#([\w-]{22})/.exec(output())?.[1] ?? ''
    while (link() === '') await wait(20)
    const token = link()
    const claim = async (userName: string) =>
      (
        await fetch(`${ready.manager}/api/setup`, {
          method: 'POST',
          headers: { 'api-version': 'v1', 'content-type': 'application/json' },
          body: JSON.stringify({ token, userName, password }),
        })
      ).status
    expect(await claim('first')).toBe(200)
    expect(await claim('second')).toBe(403)
    expect([await signIn(ready.manager, 'first', password), await signIn(ready.manager, 'second', password)]).toEqual([
      200, 401,
    ])
    child.kill('SIGTERM')
    await finished
    for (const file of ['manager.sqlite', 'console.sqlite', 'latchkey.log'])
      expect(readFileSync(join(place.data, file)).includes(token)).toBe(false)
    expect(tooOpen(place.data)).toEqual([])
  }, 40_000)
})

describe('an empty store that may not be the one that was meant', () => {
  const saidBy = async (given: readonly string[] = []) => {
    const { child, finished } = await place.start(given)
    child.kill('SIGTERM')
    return (await finished).output
  }

  test('is told where its file was taken from beside its keys, once', async () => {
    expect(await saidBy()).not.toContain('Note')
    expect(await saidBy()).not.toContain('Note')
    unlinkSync(join(place.data, 'manager.sqlite'))
    expect(await saidBy()).toContain(`${join(place.data, 'manager.sqlite')} was missing although its keys are there`)
    expect(await saidBy()).not.toContain('Note')
  }, 60_000)

  test('is told where a PostgreSQL was named and the folder has a store of its own', async () => {
    await place.init()
    const postgres = createPostgres()
    expect(await saidBy(['--database-url', postgres.url])).toContain(
      `What was kept here before is in ${join(place.data, 'manager.sqlite')}`,
    )
    postgres.dispose()
  }, 60_000)
})

describe('a start is refused', () => {
  test('where others can read anything of it', async () => {
    await place.init()
    for (const [name, mode, advice] of [
      ['data', 0o755, 'chmod 700'],
      ['data/keys', 0o750, 'chmod 700'],
      ['data/keys/pepper', 0o644, 'chmod 600'],
      ['data/manager.sqlite', 0o640, 'chmod 600'],
    ] as const) {
      const path = join(place.folder, name)
      const before = statSync(path).mode
      chmodSync(path, mode)
      const { code, complaints } = await startAnyway()
      expect([name, code, complaints]).toEqual([name, 1, expect.stringContaining(`${advice} ${path}`)])
      expect(complaints.trimEnd().split('\n')).toHaveLength(1)
      chmodSync(path, before)
    }
    const { child, finished } = await place.start()
    child.kill('SIGTERM')
    expect((await finished).code).toBe(0)
  }, 60_000)

  test('without the keys its database was made with, and makes no new ones', async () => {
    await place.init()
    unlinkSync(join(place.data, 'keys/pepper'))
    const { code, complaints } = await startAnyway()
    expect([code, complaints]).toEqual([1, expect.stringContaining('keys/pepper is missing')])
    expect(existsSync(join(place.data, 'keys/pepper'))).toBe(false)
  })

  test('where a debugger is open, which no signal opens either', async () => {
    await place.init()
    const { code, complaints } = await place.run(
      ['start', '--data', place.data, '--port', '0', '--manager-port', '0'],
      {
        NODE_OPTIONS: '--inspect=127.0.0.1:0',
      },
    )
    expect([code, complaints]).toEqual([1, expect.stringContaining('A debugger is open')])
    const { child, finished, ready } = await place.start()
    child.kill('SIGUSR1')
    await wait(300)
    expect((await fetch(`${ready.console}/livez`)).status).toBe(200)
    child.kill('SIGTERM')
    expect(await finished).toMatchObject({ code: 0, complaints: expect.not.stringContaining('Debugger') })
  }, 40_000)

  test('where a file of ours is a link to another', async () => {
    await place.init()
    const file = join(place.data, 'manager.sqlite')
    unlinkSync(file)
    writeFileSync(join(place.folder, 'elsewhere'), '', { mode: 0o600 })
    symlinkSync(join(place.folder, 'elsewhere'), file)
    expect((await startAnyway()).code).not.toBe(0)
    expect(readFileSync(join(place.folder, 'elsewhere'), 'utf8')).toBe('')
  })

  test('where the newest of the activity cannot be written down', async () => {
    await place.init()
    mkdirSync(join(place.data, 'activity.anchors'))
    const { code, complaints } = await startAnyway()
    expect([code, complaints]).toEqual([1, expect.stringMatching(/^latchkey: EISDIR: .*activity\.anchors'\.\n$/)])
  })
})
