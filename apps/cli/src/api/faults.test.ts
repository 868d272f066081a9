import { spawnSync } from 'node:child_process'
import { existsSync, openSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { buildProduct, buildTimeoutMs, program } from '../process-for-tests.ts'
import { startKeyedManager, type KeyedManager } from './keyed-manager-for-tests.ts'

let manager: KeyedManager
beforeAll(async () => {
  buildProduct()
  manager = await startKeyedManager()
}, buildTimeoutMs)
afterAll(() => manager.dispose())

type Answer = (request: IncomingMessage, response: ServerResponse, body: Buffer) => void | Promise<void>
const stops: (() => Promise<unknown>)[] = []
afterEach(() => Promise.all(stops.splice(0).map((stop) => stop())))

/** In the manager's place. */
async function serve(answer: Answer): Promise<string> {
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(Buffer.from(chunk))
    await answer(request, response, Buffer.concat(chunks))
  })
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  stops.push(() => {
    server.closeAllConnections()
    return new Promise((resolve) => server.close(resolve))
  })
  // An address of TCP, since it listens on a port.
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

/** Does what is asked, and breaks the line instead of answering. */
const losesAnswer: Answer = async (request, response, body) => {
  const headers = { 'api-version': 'v1', 'content-type': 'application/json', 'api-secret-key': manager.secret }
  const { method = '' } = request
  const answer = await fetch(`${manager.manager}${request.url}`, { method, headers, ...(body.length > 0 && { body }) })
  await answer.arrayBuffer()
  response.destroy()
}
const idsOf = (output: string) => (JSON.parse(output) as { apiKeys: { ID: number }[] }).apiKeys.map(({ ID }) => ID)

describe('an answer that is lost', () => {
  test('is told as one that may have changed something, and how to find out runs as it stands', async () => {
    const LATCHKEY_MANAGER_URL = await serve(losesAnswer)
    const given = ['keys', 'create', '--keyName', "it's lost", '--roleID', '2', '--secret-file', 'lost.secret']
    const { code, output, complaints } = await manager.run(given, { ...manager.environment, LATCHKEY_MANAGER_URL })
    expect({ code, output }).toEqual({ code: 3, output: '' })
    expect(complaints).toContain('latchkey: No answer came.\n  changed: maybe\n')
    expect(existsSync(manager.inPlace('lost.secret'))).toBe(false)
    const [, advice = ''] = /See whether it is there: latchkey (.*)$/m.exec(complaints) ?? []
    const found = spawnSync('sh', ['-c', `exec "$0" "$1" ${advice}`, process.execPath, program], {
      env: { PATH: process.env['PATH'], ...manager.environment },
      encoding: 'utf8',
    })
    expect(idsOf(found.stdout)).toHaveLength(1)
  })

  test('of a new secret ends with advice to ask again, and asking again helps', async () => {
    const made = await manager.latchkey('keys create --keyName again --roleID 2 --secret-file again.first')
    const { ID } = JSON.parse(made.output) as { ID: number }
    const url = await serve(losesAnswer)
    const words = `keys new-secret ${ID} --yes --secret-file again.second`
    const lost = await manager.latchkey(words, { LATCHKEY_MANAGER_URL: url })
    expect(lost).toMatchObject({ code: 3, complaints: expect.stringContaining('only the newest one opens anything') })
    expect(await manager.latchkey(words)).toMatchObject({ code: 0 })
    const own = { LATCHKEY_API_KEY_FILE: manager.inPlace('again.second') }
    expect(await manager.latchkey('keys show current', own)).toMatchObject({ code: 0 })
  })

  test('of a reading changed nothing', async () => {
    const url = await serve((_, response) => void response.destroy())
    const { code, complaints } = await manager.latchkey('keys list', { LATCHKEY_MANAGER_URL: url })
    expect([code, complaints]).toEqual([3, expect.stringContaining('changed: no')])
  })

  test('is no longer waited for after Ctrl-C, and the secret stands in no list of processes meanwhile', async () => {
    const asked: string[] = []
    const url = await serve(({ url: path = '' }) => void asked.push(path))
    const words = 'keys create --keyName held --roleID 2 --secret-file held.secret'.split(' ')
    const { child, finished } = manager.launch(words, { ...manager.environment, LATCHKEY_MANAGER_URL: url })
    while (asked.length === 0) await wait(10)
    const shown = ['cmdline', 'environ'].map((name) => readFileSync(`/proc/${child.pid}/${name}`, 'utf8')).join()
    expect(shown).toContain('held.secret')
    expect(shown).not.toContain(manager.secret.split(':')[1])
    child.kill('SIGINT')
    expect(await finished).toMatchObject({ code: 3, complaints: expect.stringContaining('changed: maybe') })
    expect(existsSync(manager.inPlace('held.secret'))).toBe(false)
  })
})

describe('a manager that is not there', () => {
  test('is told so, and nothing was changed', async () => {
    const gone = await serve(() => undefined)
    await Promise.all(stops.splice(0).map((stop) => stop()))
    const words = 'keys create --keyName none --roleID 2 --secret-file none.secret'
    const { code, complaints } = await manager.latchkey(words, { LATCHKEY_MANAGER_URL: gone })
    expect(code).toBe(3)
    expect(complaints).toBe(`latchkey: Nobody answers at ${gone}: nothing listens there.\n  changed: no\n`)
    expect(existsSync(manager.inPlace('none.secret'))).toBe(false)
  })

  test('but the console, is told apart from an object that is not there', async () => {
    const at = { LATCHKEY_MANAGER_URL: manager.console }
    const { code, complaints } = await manager.latchkey('keys list', at)
    expect([code, complaints]).toEqual([1, expect.stringContaining('this is not the address of a manager')])
    expect(complaints).toContain(`There is no /apikeys/search at ${manager.console}/api: `)
    expect((await manager.latchkey('keys show 999')).complaints).toContain('The API key does not exist.')
  })

  test('but something else, cannot act on the terminal', async () => {
    const url = await serve((_, response) => {
      response.writeHead(403, { 'content-type': 'application/json' })
      response.end(JSON.stringify({ message: '\u001b[2Jno\u202e', requestID: '\u009b1m' }))
    })
    const { code, complaints } = await manager.latchkey('keys list', { LATCHKEY_MANAGER_URL: url })
    expect(code).toBe(1)
    expect(complaints).toContain('latchkey: ?[2Jno?\n')
    expect(complaints).not.toMatch(/[\u001b\u009b\u202e]/)
  })

  test('or that answers a success without a secret, leaves no file for one', async () => {
    const url = await serve((_, response) => void response.end(JSON.stringify({ ID: 7, keyName: 'a' })))
    const words = 'keys create --keyName a --roleID 2 --secret-file without.secret'
    const { code, complaints } = await manager.latchkey(words, { LATCHKEY_MANAGER_URL: url })
    expect([code, complaints]).toEqual([3, expect.stringContaining('success without a secret')])
    expect(existsSync(manager.inPlace('without.secret'))).toBe(false)
  })

  test('or that gives the same page for ever, is not listed for ever', async () => {
    const url = await serve((_, response) => void response.end(JSON.stringify({ apiKeys: [{ ID: 7 }] })))
    const { code, complaints } = await manager.latchkey('keys list', { LATCHKEY_MANAGER_URL: url })
    expect([code, complaints]).toEqual([3, expect.stringContaining('the list is not whole')])
  })
})

describe('a full disk', () => {
  test('is found before a key is made', async () => {
    const words = 'keys create --keyName full --roleID 2 --secret-file full.secret'.split(' ')
    // No file may grow beyond one block of 512 bytes.
    const { code, complaints } = await manager.launch(words, manager.environment, 1).finished
    expect([code, complaints]).toEqual([1, expect.stringContaining('cannot be written')])
    expect(complaints).toContain('Nothing was changed.')
    expect(existsSync(manager.inPlace('full.secret'))).toBe(false)
    expect(idsOf((await manager.latchkey('keys search keyName=full')).output)).toEqual([])
  })

  test('behind a secret that was to be printed is no success', () => {
    const words = 'keys create --keyName spilt --roleID 2 --show-secret'.split(' ')
    const { status, stderr } = spawnSync(process.execPath, [program, ...words], {
      env: manager.environment,
      stdio: ['ignore', openSync('/dev/full', 'w'), 'pipe'],
      encoding: 'utf8',
    })
    expect([status, stderr]).toEqual([3, expect.stringContaining('could not be written')])
  })
})

test('over https a private authority is trusted by its file alone', async () => {
  const secure = await startKeyedManager()
  try {
    const started = await secure.restart(['--tls'], () => secure.run(['certificate', '--data', secure.data]))
    const at = { LATCHKEY_MANAGER_URL: started.manager }
    const refused = await secure.latchkey('keys list', at)
    expect([refused.code, refused.complaints]).toEqual([
      3,
      expect.stringContaining('name the authority that signed it'),
    ])
    expect(refused.complaints).toContain('changed: no')
    const authority = join(secure.data, 'tls/ca.pem')
    expect(await secure.latchkey(`keys list --manager-ca ${authority}`, at)).toMatchObject({ code: 0 })
    writeFileSync(secure.inPlace('no.pem'), 'none')
    expect((await secure.latchkey('keys list --manager-ca no.pem', at)).complaints).toContain('holds no certificate')
    const plain = { LATCHKEY_MANAGER_URL: manager.manager.replace('http:', 'https:') }
    expect((await secure.latchkey('keys list', plain)).complaints).toContain('speaks no TLS')
  } finally {
    await secure.dispose()
  }
})
