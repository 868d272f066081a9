import { type ChildProcess, spawn } from 'node:child_process'
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { sentenceFor } from './bootstrap/errors.mjs'
import { Installation } from './bootstrap/installation.mjs'
import { isAlive } from './bootstrap/lock.mjs'
import { refusalOfNode } from './bootstrap/node-version.mjs'

interface Run {
  readonly child: ChildProcess
  readonly ended: Promise<{ code: number | null; signal: NodeJS.Signals | null; output: string }>
}

const pinned = `node-${process.platform}-${process.arch}`

// Stand-ins that leave what the real ones leave, and a line in a log for each thing they did.
const npm = `#!/bin/sh
echo $$ > "$LOG.npm"
echo "npm began" >> "$LOG"
[ -z "$NPM_ERROR" ] || { echo "npm error code $NPM_ERROR" >&2; exit 1; }
sleep "\${NPM_SECONDS:-0}"
mkdir -p node_modules/${pinned}/bin node_modules/pnpm/bin
ln -s "${process.execPath}" node_modules/${pinned}/bin/node
cp "$PNPM" node_modules/pnpm/bin/pnpm.mjs
echo "npm ended" >> "$LOG"
`
const pnpm = `import { appendFileSync, mkdirSync } from 'node:fs'
mkdirSync('node_modules', { recursive: true })
const settings = Object.keys(process.env).filter((name) => name.startsWith('npm_config_'))
appendFileSync(process.env.LOG, ['pnpm', process.argv[2], process.argv[3], ...settings].join(' ') + '\\n')
`
const printing = `console.log('ran', process.argv.slice(2).join(' '))\n`
const waiting = `import { writeFileSync } from 'node:fs'
setInterval(() => {}, 1000)
process.on('SIGTERM', () => process.exit(7))
writeFileSync('waiting', String(process.pid))
`
const installed = ['npm began', 'npm ended', 'pnpm install --frozen-lockfile']

let folder = ''
let children: ChildProcess[] = []

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'latchkey-bootstrap-'))
  for (const name of ['scripts/toolchain', 'bin', 'apps/one']) mkdirSync(join(folder, name), { recursive: true })
  for (const name of ['bootstrap.mjs', 'bootstrap'])
    cpSync(join(import.meta.dirname, name), join(folder, 'scripts', name), { recursive: true })
  for (const name of [
    'scripts/toolchain/package.json',
    'scripts/toolchain/package-lock.json',
    'package.json',
    'apps/one/package.json',
  ])
    put(name, '{}')
  for (const name of ['pnpm-lock.yaml', 'pnpm-workspace.yaml']) put(name, '')
  put('scripts/test.ts', printing)
  put('pnpm.mjs', pnpm)
  put('bin/npm', npm)
  chmodSync(join(folder, 'bin/npm'), 0o755)
})

afterEach(() => {
  for (const child of children) child.kill('SIGKILL')
  children = []
  rmSync(folder, { recursive: true, force: true })
})

describe('what is installed', () => {
  test('is brought by the first start and left alone by the second', async () => {
    expect(await begin(['test', '--some', 'thing']).ended).toMatchObject({
      code: 0,
      output: expect.stringContaining('ran --some thing'),
    })
    const second = await begin(['test']).ended
    expect(second).toMatchObject({ code: 0, output: 'ran \n' })
    expect(log()).toEqual(installed)
  })

  test('is brought again where a manifest has changed, and only that', async () => {
    await begin(['test']).ended
    put('apps/one/package.json', '{ "name": "one" }')
    await begin(['test']).ended
    expect(log()).toEqual([...installed, 'pnpm install --frozen-lockfile'])
    put('scripts/toolchain/package.json', '{ "name": "tools" }')
    await begin(['test']).ended
    expect(log().slice(4)).toEqual(['npm began', 'npm ended'])
    expect(leftovers()).toEqual(['.toolchain'])
  })

  test('is installed without the settings of the npm that started it', async () => {
    await begin(['test'], { npm_config_user_agent: 'npm', npm_config_ignore_scripts: 'true' }).ended
    expect(log()).toEqual(installed)
  })

  test('is whole after a start that was killed half-way', async () => {
    const first = begin(['test'], { NPM_SECONDS: '20' })
    await vi.waitFor(() => expect(log()).toEqual(['npm began']), { timeout: 5000 })
    first.child.kill('SIGKILL')
    await first.ended
    const installer = Number(readFileSync(join(folder, 'log.npm'), 'utf8'))
    expect(leftovers()).toHaveLength(2)
    expect(isRunning(installer)).toBe(true)
    expect(await begin(['test']).ended).toMatchObject({ code: 0, output: expect.stringContaining('ran') })
    expect(log()).toEqual(['npm began', ...installed])
    await vi.waitFor(() => expect(isRunning(installer)).toBe(false), { timeout: 15_000 })
    expect(leftovers()).toEqual(['.toolchain'])
  })

  test('is brought although npm waits for ever the first time, and no installer is left behind', async () => {
    put('bin/npm', npm.replace('sleep', '[ "$(grep -c began "$LOG")" -gt 1 ] || exec sleep 60; sleep'))
    for (const [name, value] of Object.entries(environmentOfStart())) vi.stubEnv(name, value)
    const installation = new Installation(folder, [500, 20_000])
    await installation.prepare(() => undefined).finally(() => vi.unstubAllEnvs())
    expect(log()).toEqual(['npm began', ...installed])
    expect(leftovers()).toEqual(['.toolchain'])
  })

  test('is installed once by two starts at the same time', async () => {
    const first = begin(['test'], { NPM_SECONDS: '1' })
    await vi.waitFor(() => expect(log()).toEqual(['npm began']), { timeout: 5000 })
    const second = await begin(['test']).ended
    expect(second.output).toContain(
      `Another start (process ${first.child.pid}) is preparing this folder; waiting for it …`,
    )
    expect([(await first.ended).code, second.code]).toEqual([0, 0])
    expect(log()).toEqual(installed)
  })

  test('is installed although a process took the number of a dead holder', async () => {
    put('.toolchain.lock', JSON.stringify({ pid: process.pid, began: '1' }))
    expect(await begin(['test']).ended).toMatchObject({ code: 0 })
    expect(leftovers()).toEqual(['.toolchain'])
  })

  test('is installed once by six starts that find a dead holder', async () => {
    put('.toolchain.lock', JSON.stringify({ pid: process.pid, began: '1' }))
    const runs = Array.from({ length: 6 }, () => begin(['test'], { NPM_SECONDS: '0.2' }))
    for (const { ended } of runs) expect(await ended).toMatchObject({ code: 0 })
    expect(log()).toEqual(installed)
  })
})

describe('a signal', () => {
  test('reaches the task, and its exit code comes back', async () => {
    const { child, ended } = await beginWaiting()
    child.kill('SIGTERM')
    expect(await ended).toMatchObject({ code: 7 })
  })

  test('that ends the task ends the start in the same way', async () => {
    const { child, ended } = await beginWaiting()
    child.kill('SIGHUP')
    expect(await ended).toMatchObject({ code: null, signal: 'SIGHUP' })
  })

  test('that ends npm and stops at its shell ends the task all the same', async () => {
    put('scripts/test.ts', waiting)
    const shell = begin(['test'], { npm_lifecycle_event: 'test' }, ['sh', '-c', '"$0" "$@"; true'])
    const task = await waitingTask()
    shell.child.kill('SIGTERM')
    await vi.waitFor(() => expect(isRunning(task)).toBe(false), { timeout: 15_000 })
  })

  test('that kills npm outright ends the task behind its shell', async () => {
    put('scripts/test.ts', waiting)
    const asNpm = `require('node:child_process').spawn('sh', ['-c', '"$0" "$@"; true', ...process.argv.slice(1)])`
    const npmLike = begin(['test'], { npm_lifecycle_event: 'test' }, [process.execPath, '-e', asNpm])
    const task = await waitingTask()
    npmLike.child.kill('SIGKILL')
    await vi.waitFor(() => expect(isRunning(task)).toBe(false), { timeout: 15_000 })
  })

  test('during the installation ends it and leaves nothing behind', async () => {
    const { child, ended } = begin(['test'], { NPM_SECONDS: '20' })
    await vi.waitFor(() => expect(log()).toEqual(['npm began']), { timeout: 5000 })
    child.kill('SIGTERM')
    expect(await ended).toMatchObject({ signal: 'SIGTERM' })
    expect(leftovers()).toEqual([])
  })
})

describe('one sentence says what to do when', () => {
  test('Node is too old', () => {
    expect(refusalOfNode('16.20.2')).toBe(
      'Node 16.20.2 is too old: install Node 18 or later and run the command again.',
    )
    expect(refusalOfNode('18.0.0')).toBeUndefined()
    expect(refusalOfNode('24.21.0')).toBeUndefined()
  })

  test.for([
    [
      'ENOTFOUND',
      'The package registry cannot be reached: check the network and the proxy settings, and run the command again.',
    ],
    [
      'ECONNREFUSED',
      'The package registry cannot be reached: check the network and the proxy settings, and run the command again.',
    ],
    ['ENOSPC', 'The disk is full, that of FOLDER or of your home folder: free some space and run the command again.'],
  ] as const)('npm stops with %s', async ([code, sentence]) => {
    const { code: exitCode, output } = await begin(['test'], { NPM_ERROR: code }).ended
    expect(exitCode).toBe(1)
    expect(output.split('\n').slice(1)).toEqual([sentence.replace('FOLDER', folder), '0 passed, 1 failed', ''])
    expect(leftovers()).toEqual([])
  })

  test('npm is not there', async () => {
    rmSync(join(folder, 'bin/npm'))
    const { output } = await begin(['latchkey'], { PATH: join(folder, 'bin') }).ended
    expect(output).toContain('npm was not found: install the npm that comes with Node and run the command again.\n')
  })

  test('a folder cannot be written', () => {
    const denied = (path: string) =>
      sentenceFor(new Error(`EACCES: permission denied, open '${path}'`), '/srv/latchkey')
    expect(denied('/srv/latchkey/.toolchain.lock.1.tmp')).toMatch(
      /^\/srv\/latchkey cannot be written: give your user the right/,
    )
    expect(denied('/home/ann/.npm/_cacache')).toMatch(/^\/home\/ann\/.npm\/_cacache cannot be written/)
  })

  test('the task does not exist', async () => {
    expect(await begin(['stop']).ended).toMatchObject({
      code: 1,
      output: 'There is no task "stop"; there are start, latchkey, test.\n',
    })
  })
})

function begin(given: string[], environment: NodeJS.ProcessEnv = {}, wrapper: string[] = []): Run {
  const [program = '', ...rest] = [...wrapper, process.execPath, join(folder, 'scripts/bootstrap.mjs'), ...given]
  const child = spawn(program, rest, {
    cwd: folder,
    env: { ...environmentOfStart(), ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  children.push(child)
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (part) => (output += String(part)))
  const ended = new Promise<Awaited<Run['ended']>>((resolve) =>
    child.once('exit', (code, signal) => setTimeout(() => resolve({ code, signal, output }), 20)),
  )
  return { child, ended }
}

const environmentOfStart = () => ({
  PATH: `${join(folder, 'bin')}:/usr/bin:/bin`,
  HOME: folder,
  LOG: join(folder, 'log'),
  PNPM: join(folder, 'pnpm.mjs'),
})

async function beginWaiting(): Promise<Run> {
  put('scripts/test.ts', waiting)
  const started = begin(['test'])
  await waitingTask()
  return started
}

async function waitingTask(): Promise<number> {
  await vi.waitFor(() => expect(existsSync(join(folder, 'waiting'))).toBe(true), { timeout: 5000 })
  return Number(readFileSync(join(folder, 'waiting'), 'utf8'))
}

const isRunning = (pid: number): boolean => isAlive({ pid, began: undefined })

const put = (name: string, content: string): void => writeFileSync(join(folder, name), content)

const log = (): string[] =>
  existsSync(join(folder, 'log')) ? readFileSync(join(folder, 'log'), 'utf8').trim().split('\n') : []

const leftovers = (): string[] => readdirSync(folder).filter((name) => name.startsWith('.toolchain'))
