import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { buildProduct, buildTimeoutMs, createPlace, program } from '../process-for-tests.ts'

beforeAll(buildProduct, buildTimeoutMs)
let place: ReturnType<typeof createPlace>
let silent: Server
let environment: { LATCHKEY_MANAGER_URL: string; LATCHKEY_API_KEY_FILE: string }
beforeEach(async () => {
  place = createPlace()
  silent = createServer()
  await new Promise<void>((resolve) => void silent.listen(0, '127.0.0.1', resolve))
  const LATCHKEY_API_KEY_FILE = join(place.folder, 'key')
  writeFileSync(LATCHKEY_API_KEY_FILE, '1:secret\n', { mode: 0o600 })
  // An address of TCP, since it listens on a port.
  const { port } = silent.address() as AddressInfo
  environment = { LATCHKEY_MANAGER_URL: `http://127.0.0.1:${port}`, LATCHKEY_API_KEY_FILE }
})
afterEach(async () => {
  silent.closeAllConnections()
  silent.close()
  await place.dispose()
})

// Types only once it is asked: before, Ctrl-C would end the program and not answer its question.
const terminal = `import os, pty, sys
def read(fd):
    data = os.read(fd, 1024)
    if b"[y/N]" in data:
        os.write(fd, bytes([int(sys.argv[1])]))
    return data
sys.exit(pty.spawn(sys.argv[2:], read) >> 8)`

test.each([
  ['Ctrl-C', 3],
  ['Ctrl-D', 4],
])('%s is no yes', (_, typed) => {
  const nobody = { ...environment, LATCHKEY_MANAGER_URL: 'http://127.0.0.1:9' }
  const words = [process.execPath, program, 'keys', 'delete', '7']
  const { status, stdout } = spawnSync('python3', ['-c', terminal, String(typed), ...words], {
    env: { PATH: process.env['PATH'], TERM: 'dumb', ...nobody },
    encoding: 'utf8',
  })
  expect(stdout.replaceAll('\r', '')).toMatch(/\[y\/N\] [^\n]*\nlatchkey: Not done: nothing was changed.\n$/)
  expect(status).toBe(1)
})

test('a change whose terminal goes is told of as one that may be made, and leaves no empty secret', async () => {
  const given = ['keys', 'create', '--keyName', 'left', '--roleID', '1', '--secret-file', 'left.secret']
  const { child, finished } = place.launch(given, environment)
  await once(silent, 'request')
  child.kill('SIGHUP')
  expect(await finished).toMatchObject({ code: 3, complaints: expect.stringContaining('changed: maybe') })
  expect(existsSync(join(place.folder, 'left.secret'))).toBe(false)
})
