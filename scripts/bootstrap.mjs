// Brings the pinned Node and pnpm, installs what the lock says, then runs one task. Needs only Node 18 and npm.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync, cpSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { withLock } from './bootstrap/lock.mjs'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const toolchain = join(root, '.toolchain')
const manifests = join(root, 'scripts/toolchain')
const oldestNode = 18
const pinnedMajor = 24

const tasks = {
  start: [['scripts/build.ts'], ['apps/cli/dist/latchkey.js', 'start']],
  latchkey: [['scripts/build.ts'], ['apps/cli/dist/latchkey.js']],
  test: [['scripts/test.ts']],
}

try {
  await main(process.argv.slice(2))
} catch (error) {
  process.stderr.write(`${sentenceFor(error)}\n`)
  process.exitCode = 1
}

async function main([task, ...rest]) {
  refuseOldNode(process.versions.node)
  const steps = tasks[task]
  if (steps === undefined) throw new Error(`There is no task "${task}": ${Object.keys(tasks).join(', ')}.`)
  if (!ready()) await withLock(join(root, '.toolchain.lock'), prepare)
  for (const [index, step] of steps.entries()) {
    const last = index === steps.length - 1
    const code = await run(nodeProgram(), last ? [...step, ...rest] : step)
    if (code !== 0 || last) {
      process.exitCode = code
      return
    }
  }
}

function refuseOldNode(version) {
  if (Number(version.split('.')[0]) < oldestNode) throw new Error(`Node ${version} is too old: Latchkey starts with Node ${oldestNode} or later.`)
}

const ready = () => marker(join(toolchain, 'installed')) === toolchainHash() && marker(join(root, 'node_modules/.latchkey-installed')) === packagesHash()

function prepare() {
  if (marker(join(toolchain, 'installed')) !== toolchainHash()) step('Bringing Node and pnpm', installToolchain)
  if (marker(join(root, 'node_modules/.latchkey-installed')) !== packagesHash()) step('Installing packages', installPackages)
}

function step(what, work) {
  const began = Date.now()
  process.stderr.write(`${what} …\n`)
  work()
  process.stderr.write(`${what}: ${((Date.now() - began) / 1000).toFixed(1)} s\n`)
}

// Built beside and renamed, so that a kill at any moment leaves the old toolchain or none, never half of one.
function installToolchain() {
  for (const name of readdirSync(root)) if (name.startsWith('.toolchain.') && name.endsWith('.tmp')) rmSync(join(root, name), { recursive: true, force: true })
  const beside = `${toolchain}.${process.pid}.tmp`
  mkdirSync(beside)
  for (const name of ['package.json', 'package-lock.json']) cpSync(join(manifests, name), join(beside, name))
  command('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], beside)
  writeFileSync(join(beside, 'installed'), toolchainHash())
  rmSync(toolchain, { recursive: true, force: true })
  renameSync(beside, toolchain)
}

function installPackages() {
  command(nodeProgram(), [join(toolchain, 'node_modules/pnpm/bin/pnpm.mjs'), 'install', '--frozen-lockfile', '--reporter=append-only', '--loglevel=warn'], root)
  writeFileSync(join(root, 'node_modules/.latchkey-installed'), packagesHash())
}

function command(program, given, cwd) {
  const { status, error, stderr, signal } = spawnSync(program, given, { cwd, env: cleanEnvironment(), stdio: ['ignore', 'inherit', 'pipe'], encoding: 'utf8', maxBuffer: 2 ** 26 })
  if (error) throw error
  if (status !== 0) throw new Error(`${program} ${given[0]} stopped with ${signal ?? status}.\n${stderr}`)
}

function nodeProgram() {
  const pinned = join(toolchain, `node_modules/node-${process.platform}-${process.arch}/bin/node`)
  if (existsSync(pinned)) return pinned
  if (Number(process.versions.node.split('.')[0]) >= pinnedMajor) return process.execPath
  throw new Error(`There is no pinned Node for ${process.platform} ${process.arch}: install Node ${pinnedMajor} or later.`)
}

// npm's own settings would change what pnpm does; in a bare environment Node must be told to trust the system's certificates.
function cleanEnvironment() {
  const kept = Object.entries(process.env).filter(([name]) => !/^npm_(config|lifecycle|package|command)/i.test(name))
  const paths = [join(toolchain, 'node_modules/.bin'), dirname(nodeProgramOrThis()), process.env.PATH ?? '/usr/bin:/bin']
  return { ...Object.fromEntries(kept), CI: 'true', NODE_USE_SYSTEM_CA: '1', PATH: paths.join(':') }
}

function nodeProgramOrThis() {
  return existsSync(toolchain) ? nodeProgram() : process.execPath
}

function run(program, given) {
  return new Promise((resolve, reject) => {
    const { CI: _ci, ...environment } = cleanEnvironment()
    const child = spawn(program, given, { cwd: root, stdio: 'inherit', env: { ...environment, ...(process.env.CI && { CI: process.env.CI }) } })
    const pass = (signal) => child.kill(signal)
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, pass)
    // npm's shell swallows SIGTERM: a parent that has changed is a terminal or npm that has gone.
    const parent = process.ppid
    const watch = setInterval(() => process.ppid !== parent && child.kill('SIGTERM'), 500)
    child.once('error', reject)
    child.once('exit', (code, signal) => {
      clearInterval(watch)
      resolve(code ?? (signal === 'SIGINT' ? 130 : 143))
    })
  })
}

function toolchainHash() {
  return hashOf(['package.json', 'package-lock.json'].map((name) => join(manifests, name)))
}

function packagesHash() {
  const members = ['apps', 'packages'].flatMap((folder) => readdirSync(join(root, folder)).map((name) => join(root, folder, name, 'package.json')))
  const patches = join(root, 'patches')
  const patchFiles = existsSync(patches) ? readdirSync(patches).map((name) => join(patches, name)) : []
  return hashOf(['package.json', 'pnpm-lock.yaml', 'pnpm-workspace.yaml'].map((name) => join(root, name)).concat(members.filter((file) => existsSync(file)), patchFiles))
}

function hashOf(files) {
  const hash = createHash('sha256')
  for (const file of [...files].sort()) hash.update(file.slice(root.length)).update('\0').update(readFileSync(file)).update('\0')
  return hash.digest('hex')
}

function marker(file) {
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined
}

function sentenceFor(error) {
  const text = error instanceof Error ? error.message : String(error)
  if (/ENOSPC/.test(text)) return 'The disk is full: free some space and run the command again; what was begun is swept up.'
  if (/EACCES|EROFS/.test(text)) return `This folder cannot be written: ${root}`
  if (/ENOTFOUND|ECONNREFUSED|ETIMEDOUT|EAI_AGAIN|ENETUNREACH/.test(text)) return 'The package registry cannot be reached: check the network and run the command again.'
  return text
}
