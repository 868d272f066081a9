import { existsSync } from 'node:fs'
import { connect, createServer, type AddressInfo } from 'node:net'
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

describe('start', () => {
  test('ends with 0 on SIGTERM, keeps everything private and takes its ready file away', async () => {
    const { child, finished, ready, readyFile } = await place.start()
    expect(await fetch(`${ready.manager}/livez`)).toMatchObject({ status: 200 })
    expect(tooOpen(place.data)).toEqual([])
    const began = performance.now()
    child.kill('SIGTERM')
    const { code, output } = await finished
    expect(code).toBe(0)
    expect(performance.now() - began).toBeLessThan(10_000)
    expect(output).toMatch(new RegExp(`${ready.console}/set-up#[\\w-]{22}\n`))
    expect(output).toContain('init --admin NAME --password-file FILE')
    expect(existsSync(readyFile)).toBe(false)
    expect(existsSync(join(place.data, 'manager.sqlite-wal'))).toBe(false)
  })

  test('offers a new set-up link at every start until there is an administrator', async () => {
    const linkOf = (output: string) => /set-up#([\w-]{22})/.exec(output)?.[1]
    const links = []
    for (let count = 0; count < 2; count += 1) {
      const { child, finished } = await place.start()
      child.kill('SIGTERM')
      links.push(linkOf((await finished).output))
    }
    expect(new Set(links).size).toBe(2)
    expect(links).not.toContain(undefined)
    await place.init()
    const { child, finished } = await place.start()
    child.kill('SIGTERM')
    expect((await finished).output).not.toContain('set-up')
  })

  test('where others could come first, is refused until there is an administrator', async () => {
    const given = ['--public-url', 'https://keys.example', '--trust-proxy', '127.0.0.1']
    const { code, complaints } = await place.run([
      'start',
      '--data',
      place.data,
      '--port',
      '0',
      '--manager-port',
      '0',
      ...given,
    ])
    expect(code).toBe(1)
    expect(complaints).toContain('init --admin NAME')
    await place.init()
    const { child, finished } = await place.start(given)
    child.kill('SIGTERM')
    expect((await finished).code).toBe(0)
  })

  test('listens on both loopback addresses', async () => {
    const { ready } = await place.start()
    const { port } = new URL(ready.console)
    for (const host of ['127.0.0.1', '[::1]']) expect((await fetch(`http://${host}:${port}/livez`)).status).toBe(200)
  })

  test('takes the same SIGINT twice for one wish', async () => {
    const { child, finished } = await place.start()
    child.kill('SIGINT')
    child.kill('SIGINT')
    expect((await finished).code).toBe(0)
  })

  test('lets a request end, and leaves with 1 at a second signal', async () => {
    const { child, finished, ready } = await place.start()
    const { port } = new URL(ready.manager)
    const unfinished = connect(Number(port), '127.0.0.1')
    unfinished.on('error', () => undefined)
    unfinished.write(
      `POST /api/sessions HTTP/1.1\r\nHost: localhost:${port}\r\napi-version: v1\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{`,
    )
    await wait(200)
    child.kill('SIGTERM')
    await wait(700)
    expect(child.exitCode).toBe(null)
    child.kill('SIGTERM')
    expect((await finished).code).toBe(1)
    unfinished.destroy()
  })

  test('ends under load with every answer whole, and keeps what it acknowledged', async () => {
    await place.init()
    const { child, finished, ready } = await place.start(['--rate-limits', 'off'])
    const signedIn = await fetch(`${ready.manager}/api/sessions`, {
      method: 'POST',
      headers: { 'api-version': 'v1', 'content-type': 'application/json' },
      body: JSON.stringify({ userName: 'ada', password: 'correct horse battery' }),
    })
    const { RID } = (await signedIn.json()) as { RID: string }
    const headers = {
      'api-version': 'v1',
      'content-type': 'application/json',
      cookie: signedIn.headers.getSetCookie().join(';'),
      rid: RID,
      connection: 'close',
    }
    const made: number[] = []
    const broken: unknown[] = []
    const work = async (worker: number) => {
      for (let count = 0; ; count += 1) {
        let answer: Response
        try {
          const body = JSON.stringify({ keyName: `${worker}-${count}`, roleID: 1 })
          answer = await fetch(`${ready.manager}/api/apikeys`, { method: 'POST', headers, body })
        } catch {
          // Nobody answers any more.
          return
        }
        if (answer.status === 503) return
        try {
          const { ID } = (await answer.json()) as { ID: number }
          if (answer.status === 200) made.push(ID)
          else broken.push(answer.status)
        } catch (error) {
          broken.push(error)
        }
      }
    }
    const working = Array.from({ length: 8 }, (_, worker) => work(worker))
    while (made.length < 40) await wait(5)
    const began = performance.now()
    child.kill('SIGTERM')
    expect((await finished).code).toBe(0)
    expect(performance.now() - began).toBeLessThan(10_000)
    await Promise.all(working)
    expect(broken).toEqual([])
    expect(existsSync(join(place.data, 'manager.sqlite-wal'))).toBe(false)
    const database = new DatabaseSync(join(place.data, 'manager.sqlite'))
    const kept = new Set(
      database
        .prepare('SELECT id FROM api_keys')
        .all()
        .map(({ id }) => id),
    )
    database.close()
    expect(made.filter((ID) => !kept.has(ID))).toEqual([])
  })

  test('is ready in three seconds the second time', async () => {
    const first = await place.start()
    first.child.kill('SIGTERM')
    await first.finished
    const began = performance.now()
    await place.start()
    expect(performance.now() - began).toBeLessThan(3_000)
  })

  test('is refused beside another on the same data, which it names', async () => {
    const { child } = await place.start()
    const second = await place.run(['start', '--data', place.data, '--port', '0', '--manager-port', '0'])
    expect(second.code).toBe(1)
    expect(second.complaints).toContain(`process ${child.pid}`)
    expect((await place.init()).complaints).toContain(`process ${child.pid}`)
  })

  test('says who holds the port and which option changes it, and writes nothing', async () => {
    const holder = createServer()
    await new Promise<void>((resolve) => holder.listen(0, '127.0.0.1', resolve))
    const { port } = holder.address() as AddressInfo
    const taken = await place.run(['start', '--data', place.data, '--port', String(port)])
    const managerTaken = await place.run(['start', '--data', place.data, '--port', '0', '--manager-port', String(port)])
    holder.close()
    expect(taken.code).toBe(1)
    expect(taken.complaints).toContain(`Port ${port} on 127.0.0.1 is taken by process ${process.pid} (node`)
    expect(taken.complaints).toContain('--port or LATCHKEY_PORT')
    expect(managerTaken.complaints).toContain('--manager-port or LATCHKEY_MANAGER_PORT')
    expect(existsSync(place.data)).toBe(false)
  })

  test('with --demo begins anew beside the real data, and removes no folder of others', async () => {
    const { child, finished, ready } = await place.start(['--demo'])
    expect(ready).toMatchObject({
      demo: { administrator: { password: expect.stringMatching(/\S{12,}/) }, limited: {}, auditor: {} },
    })
    expect(existsSync(place.data)).toBe(false)
    child.kill('SIGTERM')
    await finished
    const again = await place.start(['--demo'])
    expect(again.ready).not.toEqual(ready)
    await place.run(['certificate', '--data', join(place.folder, 'mine-demo')])
    const refused = await place.run([
      'start',
      '--demo',
      '--data',
      join(place.folder, 'mine'),
      '--port',
      '0',
      '--manager-port',
      '0',
    ])
    expect(refused.complaints).toContain('is not from a demo')
    expect(existsSync(join(place.folder, 'mine-demo/tls/ca.pem'))).toBe(true)
  }, 40_000)

  test('keeps both stores in one PostgreSQL, where init needs no stop', async () => {
    const { url, dispose } = createPostgres()
    try {
      const { ready } = await place.start(['--database-url', url])
      expect((await fetch(`${ready.console}/readyz`)).status).toBe(200)
      expect(existsSync(join(place.data, 'manager.sqlite'))).toBe(false)
      expect(await place.init('ada', password, ['--database-url', url])).toMatchObject({ code: 0 })
      expect(tooOpen(place.data)).toEqual([])
    } finally {
      dispose()
    }
  })

  test('says which PostgreSQL cannot be reached, and writes nothing', async () => {
    const { code, complaints } = await place.run([
      'start',
      '--data',
      place.data,
      '--port',
      '0',
      '--manager-port',
      '0',
      '--database-url',
      'postgres://x@127.0.0.1:1/x',
    ])
    expect(code).toBe(1)
    expect(complaints).toContain('PostgreSQL at 127.0.0.1:1')
    expect(existsSync(place.data)).toBe(false)
  })
})
