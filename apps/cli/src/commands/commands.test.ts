import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { connect, createServer, type AddressInfo } from 'node:net'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createPostgres } from '../postgres-for-tests.ts'
import { buildProduct, buildTimeoutMs, createPlace, tooOpen } from '../process-for-tests.ts'
import { allSettings, variableOf } from '../setting-table.ts'

beforeAll(buildProduct, buildTimeoutMs)
let place: ReturnType<typeof createPlace>
beforeEach(() => void (place = createPlace()))
afterEach(() => place.dispose())

const initWith = async (admin: string, password = 'correct horse battery') => {
  const file = join(place.folder, 'password')
  writeFileSync(file, `${password}\n`, { mode: 0o600 })
  return place.run(['init', '--data', place.data, '--admin', admin, '--password-file', file])
}

describe('the command line', () => {
  test('lists every setting with its variable and default', async () => {
    const { code, output } = await place.run(['--help'])
    expect(code).toBe(0)
    for (const [, definition] of allSettings()) {
      expect(output).toContain(`--${definition.flag}`)
      expect(output).toContain(variableOf(definition))
    }
    expect(output).toContain('default 4120')
  })

  test.each([
    [['start', '--prot', '1'], '--prot is no option of latchkey start; allowed: --port'],
    [['start', '--port'], '--port has no value, but must be a port'],
    [['start', '--port', 'x'], '--port is "x", but must be a port'],
    [['start', 'now'], 'latchkey start takes options only'],
    [['begin'], 'begin is no command; allowed: start'],
    [[], 'A command is missing'],
    [['admin'], 'A command is missing'],
    [['admin', 'reset'], 'needs the name of an administrator'],
    [['init'], 'init needs --admin NAME'],
    [['start', '--host', '0.0.0.0'], 'certificate --host 0.0.0.0,NAME --data'],
  ] as const)('%j ends with 2 and one sentence, and writes nothing', async (given, sentence) => {
    const { code, output, complaints } = await place.run(given)
    expect({ code, output }).toEqual({ code: 2, output: '' })
    expect(complaints).toContain(sentence)
    expect(complaints.trimEnd().split('\n')).toHaveLength(1)
    expect(existsSync(join(place.folder, '.local'))).toBe(false)
  })

  test('stops at an unknown variable', async () => {
    const { code, complaints } = await place.run(['start'], { LATCHKEY_PROT: '1' })
    expect(code).toBe(2)
    expect(complaints).toContain('LATCHKEY_PROT is no setting')
  })
})

describe('init', () => {
  test('makes one administrator, and no second', async () => {
    const first = await initWith('ada')
    expect(first).toMatchObject({ code: 0, complaints: '' })
    expect(first.output).toContain(`start --data ${place.data}`)
    expect(tooOpen(place.data)).toEqual([])
    const second = await initWith('eve')
    expect(second.code).toBe(1)
    expect(second.complaints).toContain(`There is an administrator already; "`)
    expect(second.complaints).toContain(`admin reset NAME --data ${place.data}"`)
  })

  test('says that the data folder cannot be one, without a stack', async () => {
    writeFileSync(place.data, '')
    expect(await initWith('ada')).toMatchObject({
      code: 1,
      complaints: expect.stringContaining(`latchkey: ${place.data} cannot be made a folder: `),
    })
    expect(await place.run(['certificate', '--data', join(place.data, 'below')])).toMatchObject({ code: 1 })
  })

  test('says what is wrong with the password', async () => {
    expect(await initWith('ada', 'short')).toMatchObject({ code: 1 })
    expect((await initWith('ada', '')).complaints).toContain('--password-file is empty')
  })
})

describe('admin reset', () => {
  test('gives a new password, in a private file where one is asked for', async () => {
    await initWith('ada')
    const { code, output } = await place.run(['admin', 'reset', 'ada', '--data', place.data])
    expect(code).toBe(0)
    expect(output).toMatch(/Password: \S{12,}/)
    const file = join(place.data, 'new-password')
    const second = await place.run(['admin', 'reset', 'ada', '--data', place.data, '--password-file', file])
    expect(second.output).not.toContain(readFileSync(file, 'utf8').trim())
    expect(tooOpen(place.data)).toEqual([])
  })

  test('changes nothing where the new password could not be kept', async () => {
    await initWith('ada')
    const words = ['admin', 'reset', 'ada', '--data', place.data, '--password-file']
    for (const file of [place.folder, join(place.folder, 'none', 'file')])
      expect(await place.run([...words, file])).toMatchObject({
        code: 2,
        output: '',
        complaints: expect.stringContaining('Nothing was changed.'),
      })
  })

  test('knows no stranger and makes no manager', async () => {
    expect((await place.run(['admin', 'reset', 'ada', '--data', place.data])).complaints).toContain(
      'There is no manager in',
    )
    expect(existsSync(place.data)).toBe(false)
    await initWith('ada')
    expect(await place.run(['admin', 'reset', 'eve', '--data', place.data])).toMatchObject({ code: 1 })
  })
})

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
    await initWith('ada')
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
    await initWith('ada')
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
    await initWith('ada')
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
    expect((await initWith('ada')).complaints).toContain(`process ${child.pid}`)
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
      const file = join(place.folder, 'password')
      writeFileSync(file, 'correct horse battery', { mode: 0o600 })
      expect(
        await place.run([
          'init',
          '--data',
          place.data,
          '--database-url',
          url,
          '--admin',
          'ada',
          '--password-file',
          file,
        ]),
      ).toMatchObject({ code: 0 })
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
