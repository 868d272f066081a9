// Everything that decides whether a change is fit. Brings Chromium and PostgreSQL first where they are missing.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

interface Counts {
  readonly passed: number
  readonly failed: number
}

const folder = mkdtempSync(join(tmpdir(), 'latchkey-results-'))
const parts: { name: string; minutes: number; counts: Counts }[] = []

bringSystemPackages()
await part('verify', ['scripts/verify.ts'], countsOfVerify)
await part('browser', ['node_modules/@playwright/test/cli.js', 'test'], countsOfPlaywright)

const passed = parts.reduce((sum, { counts }) => sum + counts.passed, 0)
const failed = parts.reduce((sum, { counts }) => sum + counts.failed, 0)
for (const { name, minutes, counts } of parts) console.log(`${name}: ${minutes.toFixed(1)} min, ${counts.passed} passed, ${counts.failed} failed`)
console.log(`${passed} passed, ${failed} failed`)
process.exitCode = failed > 0 || passed === 0 ? 1 : 0

async function part(name: string, command: string[], count: (exitCode: number) => Counts): Promise<void> {
  const began = Date.now()
  const exitCode = await run(command)
  parts.push({ name, minutes: (Date.now() - began) / 60_000, counts: truthful(count(exitCode), exitCode, name) })
}

// A part that broke without a failed test still failed.
function truthful(counts: Counts, exitCode: number, name: string): Counts {
  if (exitCode === 0 || counts.failed > 0) return counts
  console.log(`${name} stopped with ${exitCode}.`)
  return { ...counts, failed: 1 }
}

function run(command: string[]): Promise<number> {
  return new Promise((resolve, reject) => {
    const environment = { ...process.env, LATCHKEY_COUNTS: join(folder, 'verify.json'), PLAYWRIGHT_JSON_OUTPUT_NAME: join(folder, 'browser.json') }
    const child = spawn(process.execPath, command, { stdio: 'inherit', env: environment })
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => child.kill(signal))
    child.once('error', reject)
    child.once('exit', (code) => resolve(code ?? 1))
  })
}

function countsOfVerify(): Counts {
  return readResult('verify.json') as Counts | undefined ?? { passed: 0, failed: 1 }
}

function countsOfPlaywright(): Counts {
  const result = readResult('browser.json') as { stats: Record<'expected' | 'unexpected' | 'flaky' | 'skipped', number> } | undefined
  if (result === undefined) return { passed: 0, failed: 1 }
  const { expected, unexpected, flaky, skipped } = result.stats
  if (skipped > 0) console.log(`${skipped} browser tests were skipped, which counts as failed.`)
  return { passed: expected, failed: unexpected + flaky + skipped }
}

// Each runner writes its own file; a missing one means that the runner did not get that far.
function readResult(name: string): unknown {
  const file = join(folder, name)
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined
}

function bringSystemPackages(): void {
  const postgresFolder = '/usr/lib/postgresql'
  const hasPostgres = existsSync(postgresFolder) && readdirSync(postgresFolder).some((version) => existsSync(join(postgresFolder, version, 'bin/postgres')))
  const missing = [
    ...(existsSync('/usr/bin/chromium') ? [] : ['chromium']),
    ...(existsSync('/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc') ? [] : ['fonts-noto-cjk']),
    ...(hasPostgres || process.env['TEST_DATABASE_URL'] ? [] : ['postgresql']),
  ]
  if (missing.length === 0) return
  const byHand = `Install ${missing.join(', ')} by hand: as root on Debian, apt-get install ${missing.join(' ')}.`
  if (!existsSync('/usr/bin/apt-get') || process.getuid?.() !== 0) throw new Error(byHand)
  console.log(`Installing ${missing.join(', ')} …`)
  keepDebianFromStartingAServer()
  for (const given of [['update', '-qq'], ['install', '-y', '-qq', '--no-install-recommends', ...missing]]) {
    const { status } = spawnSync('apt-get', given, { stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } })
    if (status !== 0) throw new Error(`apt-get ${given[0]} failed. ${byHand}`)
  }
}

// Debian's package makes and starts a cluster at installation; the tests start their own.
function keepDebianFromStartingAServer(): void {
  const file = '/etc/postgresql-common/createcluster.conf'
  if (existsSync(file)) return
  mkdirSync('/etc/postgresql-common', { recursive: true })
  writeFileSync(file, 'create_main_cluster = false\n')
}
