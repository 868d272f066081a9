// Everything that decides whether a change is fit. Brings Chromium, Japanese fonts, PostgreSQL, curl, oathtool, Python and zbarimg first where they are missing.
import { spawnSync } from 'node:child_process'
import { existsSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { endAs, passSignalsOn, run, stopSignal } from './bootstrap/child.mjs'

interface Counts {
  readonly passed: number
  readonly failed: number
}

interface Part {
  readonly name: string
  readonly program: readonly string[]
  /** Reads what the runner wrote down; undefined when it did not get that far. */
  readonly counts: () => Counts | undefined
}

interface PlaywrightResult {
  readonly stats: Record<'expected' | 'unexpected' | 'flaky' | 'skipped', number>
}

const root = dirname(import.meta.dirname)
const results = mkdtempSync(join(tmpdir(), 'latchkey-results-'))
const verifyResult = join(results, 'verify.json')
const browserResult = join(results, 'browser.json')
const environment = { ...process.env, VERIFY_COUNTS_FILE: verifyResult, PLAYWRIGHT_JSON_OUTPUT_NAME: browserResult }

const parts: readonly Part[] = [
  { name: 'verify', program: ['scripts/verify.ts'], counts: () => readResult<Counts>(verifyResult) },
  { name: 'build', program: ['scripts/build.ts'], counts: () => ({ passed: 0, failed: 0 }) },
  {
    name: 'browser',
    program: ['node_modules/@playwright/test/cli.js', 'test', '--reporter=list,json'],
    counts: countsOfPlaywright,
  },
]

passSignalsOn()
const total = { passed: 0, failed: 0 }
const summary: string[] = []
try {
  await bringSystemPackages()
  for (const part of parts) {
    const failed = await perform(part)
    if (stopSignal() !== undefined) break
    if (part.name === 'build' && failed > 0) {
      summary.push('browser: not run, because there is nothing built to run it on')
      break
    }
  }
} catch (error) {
  total.failed += 1
  summary.push(error instanceof Error ? error.message : String(error))
}
rmSync(results, { recursive: true, force: true })
for (const line of summary) console.log(line)
console.log(`${total.passed} passed, ${total.failed} failed`)
process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0
const signal = stopSignal()
if (signal !== undefined) endAs(signal)

async function perform({ name, program, counts }: Part): Promise<number> {
  const began = performance.now()
  const ending = await run(process.execPath, program, { cwd: root, env: environment, stdio: 'inherit' })
  const { passed, failed } = truthful(name, counts(), ending.signal ?? ending.code)
  total.passed += passed
  total.failed += failed
  const minutes = ((performance.now() - began) / 60_000).toFixed(2)
  summary.push(
    name === 'build' && failed === 0
      ? `${name}: ${minutes} min`
      : `${name}: ${minutes} min, ${passed} passed, ${failed} failed`,
  )
  return failed
}

// A part that broke without a failed test has failed all the same.
function truthful(name: string, counts: Counts | undefined, ending: number | string | null): Counts {
  if (counts === undefined) {
    console.log(`${name} stopped with ${ending} before it had counted anything, which counts as failed.`)
    return { passed: 0, failed: 1 }
  }
  if (ending === 0 || counts.failed > 0) return counts
  console.log(`${name} stopped with ${ending} although no test failed, which counts as failed.`)
  return { ...counts, failed: 1 }
}

function countsOfPlaywright(): Counts | undefined {
  const stats = readResult<PlaywrightResult>(browserResult)?.stats
  if (stats === undefined) return undefined
  if (stats.flaky > 0) console.log(`${stats.flaky} browser tests passed only when tried again, which counts as failed.`)
  if (stats.skipped > 0) console.log(`${stats.skipped} browser tests were skipped, which counts as failed.`)
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky + stats.skipped }
}

function readResult<Result>(file: string): Result | undefined {
  if (!existsSync(file)) return undefined
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Result
  } catch {
    // Cut off while it was being written.
    return undefined
  }
}

async function bringSystemPackages(): Promise<void> {
  const missing = missingPackages()
  if (missing.length === 0) return
  const byHand = `install ${missing.join(', ')} by hand (on Debian, as root: apt-get install ${missing.join(' ')}) and run the command again.`
  if (!answers('apt-get', ['--version']))
    throw new Error(`The tests need what only a system package brings and apt-get is not here: ${byHand}`)
  if (process.getuid?.() !== 0)
    throw new Error(`The tests need system packages, which only root may install: ${byHand}`)
  console.log(`Installing ${missing.join(', ')} …`)
  const began = performance.now()
  keepDebianFromStartingAServer()
  await finishInterruptedInstallation()
  await aptGet(['update'], byHand)
  await aptGet(['install', '-y', '--no-install-recommends', ...missing], byHand)
  console.log(`Installing ${missing.join(', ')}: ${((performance.now() - began) / 1000).toFixed(1)} s`)
}

function missingPackages(): string[] {
  const hasPostgres =
    process.env['TEST_DATABASE_URL'] !== undefined || globSync('/usr/lib/postgresql/*/bin/postgres').length > 0
  return [
    ...(existsSync('/usr/bin/chromium') ? [] : ['chromium']),
    ...(hasPostgres ? [] : ['postgresql']),
    ...(hasJapaneseFont() ? [] : ['fonts-noto-cjk']),
    ...['curl', 'oathtool', 'python3'].filter((program) => !answers(program, ['--version'])),
    ...(answers('zbarimg', ['--version']) ? [] : ['zbar-tools']),
  ]
}

function hasJapaneseFont(): boolean {
  if (spawnSync('fc-list', [':lang=ja'], { encoding: 'utf8' }).stdout) return true
  return (
    spawnSync('dpkg-query', ['--show', '--showformat=${db:Status-Status}', 'fonts-noto-cjk'], { encoding: 'utf8' })
      .stdout === 'installed'
  )
}

function answers(program: string, given: readonly string[]): boolean {
  return spawnSync(program, given).status === 0
}

// Debian's package makes and starts a cluster when it is installed; the tests start their own.
function keepDebianFromStartingAServer(): void {
  const file = '/etc/postgresql-common/createcluster.conf'
  if (existsSync(file)) return
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, 'create_main_cluster = false\n')
}

// A run that was killed here leaves packages unpacked, and apt-get then refuses everything until they are configured.
async function finishInterruptedInstallation(): Promise<void> {
  await run('dpkg', ['--force-confold', '--configure', '-a'], { cwd: root, env: unattended(), stdio: 'pipe' })
}

async function aptGet(given: readonly string[], byHand: string): Promise<void> {
  const options = ['-q', '-o', 'DPkg::Lock::Timeout=300', '-o', 'Dpkg::Options::=--force-confold']
  const { code, output } = await run('apt-get', [...options, ...given], { cwd: root, env: unattended(), stdio: 'pipe' })
  if (code !== 0)
    throw new Error(`${output.trim()}\napt-get ${given[0]} failed for the reason above: see to it, or ${byHand}`)
}

function unattended(): NodeJS.ProcessEnv {
  return { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
}
