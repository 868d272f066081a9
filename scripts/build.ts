// Builds what `npm start` runs: the page with Vite, and servers and command line as one bundle with Rolldown.
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  existsSync,
  globSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join, relative } from 'node:path'

interface Target {
  readonly name: string
  readonly app: string
  /** Folders and files whose content decides whether the last build still holds. */
  readonly inputs: readonly string[]
  readonly make: (folder: string) => Promise<void>
}

const root = dirname(import.meta.dirname)
const marker = '.built-from'
const everyInput = [
  'packages',
  'pnpm-lock.yaml',
  'pnpm-workspace.yaml',
  'tsconfig.base.json',
  'scripts/build.ts',
  'patches',
]
const outside = new Set(['node_modules', 'dist', 'e2e', 'coverage'])

const targets: readonly Target[] = [
  { name: 'the console', app: 'apps/console', inputs: [...everyInput, 'apps/console'], make: buildConsole },
  {
    name: 'the servers and the command line',
    app: 'apps/cli',
    inputs: [...everyInput, 'apps/cli', 'apps/bff', 'apps/manager'],
    make: buildProgram,
  },
]

try {
  const digests = new Map<string, string>()
  await Promise.all(targets.map((target) => build(target, digests)))
} catch (error) {
  process.stderr.write(`The build failed: ${sentenceOf(error)}\n`)
  process.exitCode = 1
}

async function build(target: Target, digests: Map<string, string>): Promise<void> {
  const dist = join(root, target.app, 'dist')
  const wanted = digestOf(target.inputs, digests)
  if (builtFrom(dist) === wanted) return
  const began = performance.now()
  process.stderr.write(`Building ${target.name} …\n`)
  sweep(dirname(dist))
  const beside = join(dirname(dist), `.dist-${process.pid}.tmp`)
  mkdirSync(beside)
  try {
    await target.make(beside)
    writeFileSync(join(beside, marker), wanted)
    put(beside, dist, wanted)
  } finally {
    rmSync(beside, { recursive: true, force: true })
  }
  process.stderr.write(`Building ${target.name}: ${((performance.now() - began) / 1000).toFixed(1)} s\n`)
}

function builtFrom(dist: string): string | undefined {
  return existsSync(join(dist, marker)) ? readFileSync(join(dist, marker), 'utf8') : undefined
}

// A folder cannot be renamed over one with content: a kill between the two renames leaves none, and the next run builds again.
function put(beside: string, dist: string, wanted: string): void {
  const before = join(dirname(dist), `.dist-${process.pid}.old.tmp`)
  if (existsSync(dist)) renameSync(dist, before)
  try {
    renameSync(beside, dist)
  } catch (error) {
    // Another build of the same sources was a moment faster.
    if (builtFrom(dist) !== wanted) throw error
  } finally {
    rmSync(before, { recursive: true, force: true })
  }
}

/** What killed builds left; those that still run are left alone, and no build takes ten minutes. */
function sweep(folder: string): void {
  for (const name of readdirSync(folder)) {
    const [, pid] = /^\.dist-(\d+)(?:\.old)?\.tmp$/.exec(name) ?? []
    if (pid === undefined) continue
    const path = join(folder, name)
    if (!isAlive(Number(pid)) || ageMs(path) > 600_000) rmSync(path, { recursive: true, force: true })
  }
}

function ageMs(path: string): number {
  return Date.now() - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Date.now())
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return pid !== process.pid
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

function digestOf(inputs: readonly string[], digests: Map<string, string>): string {
  const hash = createHash('sha256').update(process.versions.node)
  for (const input of inputs) {
    const known = digests.get(input) ?? digestOfFiles(filesUnder(join(root, input)))
    digests.set(input, known)
    hash.update(known)
  }
  return hash.digest('hex')
}

function filesUnder(path: string): string[] {
  if (!existsSync(path)) return []
  const found = globSync('**/*', {
    cwd: path,
    withFileTypes: true,
    exclude: (entry) => outside.has(entry.name) || entry.name.startsWith('.dist-'),
  })
  const files = found
    .filter((entry) => entry.isFile() && !/\.test\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
  return files.length === 0 && found.length === 0 ? [path] : files
}

function digestOfFiles(files: readonly string[]): string {
  const hash = createHash('sha256')
  for (const file of files.toSorted()) {
    const content = readFileSync(file)
    hash.update(`${relative(root, file)}\0${content.length}\0`).update(content)
  }
  return hash.digest('hex')
}

async function buildConsole(folder: string): Promise<void> {
  const app = join(root, 'apps/console')
  const vite = join(app, 'node_modules/vite/bin/vite.js')
  // Its plug-ins look for their settings where they are started.
  await run(app, [vite, 'build', '--outDir', folder, '--emptyOutDir', '--logLevel', 'warn'])
}

async function buildProgram(folder: string): Promise<void> {
  // Loaded here only: a run that finds everything built takes a quarter of a second, and this would double it.
  const { build: bundle } = await import('rolldown')
  await bundle({
    input: { latchkey: join(root, 'apps/cli/src/main.ts') },
    platform: 'node',
    // Optional parts of pg that are not installed: a native client, and sockets of another runtime.
    external: ['pg-native', 'pg-cloudflare'],
    logLevel: 'warn',
    output: {
      dir: folder,
      format: 'esm',
      minify: false,
      entryFileNames: '[name].js',
      chunkFileNames: '[name]-[hash].js',
      comments: false,
    },
  })
}

function run(cwd: string, given: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, given, {
      cwd,
      stdio: ['ignore', process.stderr, 'inherit'],
      env: { ...process.env, NODE_ENV: 'production' },
    })
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => child.kill(signal))
    child.once('error', reject)
    child.once('exit', (code, signal) =>
      code === 0 ? resolve() : reject(new Error(`vite stopped with ${signal ?? code}.`)),
    )
  })
}

function sentenceOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error)
  return /ENOSPC/.test(text) ? 'the disk is full; free some space and run the command again.' : text
}
