import { createHash } from 'node:crypto'
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { run, stopSignal } from './child.mjs'
import { InstallerFailed } from './errors.mjs'
import { isAlive } from './lock.mjs'

const pinnedMajor = 24
// Without a network, npm would otherwise try for more than a minute before it says so, and pnpm for three.
const patience = ['--fetch-retries=2', '--fetch-retry-factor=2', '--fetch-retry-mintimeout=500']
// npm was seen to wait for ever with everything received. It takes seconds; whoever has a slow network gets longer each time.
const minutes = [3, 10, 40]
const reachesTheRegistry =
  /^npm_config_(registry|cafile|ca|proxy|https_proxy|noproxy|strict_ssl|userconfig|globalconfig|cache)$/i

/** The pinned tools in .toolchain and the packages in node_modules, each with a marker that holds the hash of what it was made from. */
export class Installation {
  /**
   * @param {string} root
   * @param {readonly number[]} limitsMs how long an installer may take, the first time and each time after
   */
  constructor(root, limitsMs = minutes.map((limit) => limit * 60_000)) {
    this.root = root
    this.limitsMs = limitsMs
    this.toolchain = join(root, '.toolchain')
    this.toolchainMarker = join(this.toolchain, 'installed')
    this.packagesMarker = join(root, 'node_modules/.latchkey-installed')
    this.manifests = ['package.json', 'package-lock.json'].map((name) => join(root, 'scripts/toolchain', name))
  }

  isReady() {
    return this.hasToolchain() && this.hasPackages()
  }

  hasToolchain() {
    return contentOf(this.toolchainMarker) === this.toolchainHash()
  }

  hasPackages() {
    return contentOf(this.packagesMarker) === this.packagesHash()
  }

  /** @param {(pid: number) => void} recordChild */
  async prepare(recordChild) {
    this.sweep()
    if (!this.hasToolchain()) await step('Bringing Node and pnpm', () => this.installToolchain(recordChild))
    if (!this.hasPackages()) await step('Installing packages', () => this.installPackages(recordChild))
  }

  // Only the holder of the lock builds, so what others left beside is dead.
  sweep() {
    for (const name of readdirSync(this.root)) {
      const [, pid] = /^\.toolchain\.lock\.(\d+)\.tmp$/.exec(name) ?? []
      const isLeftOver =
        pid === undefined
          ? /^\.toolchain\.\d+(\.old)?\.tmp$/.test(name)
          : !isAlive({ pid: Number(pid), began: undefined })
      if (isLeftOver) rmSync(join(this.root, name), { recursive: true, force: true })
    }
  }

  /**
   * Built beside and renamed: a kill at any moment leaves the old toolchain or none, never half of one.
   * @param {(pid: number) => void} recordChild
   */
  async installToolchain(recordChild) {
    const beside = `${this.toolchain}.${process.pid}.tmp`
    const before = `${this.toolchain}.${process.pid}.old.tmp`
    try {
      mkdirSync(beside)
      for (const file of this.manifests) copyFileSync(file, join(beside, file.slice(dirname(file).length)))
      const environment = withoutNpmSettings((name) => reachesTheRegistry.test(name))
      await this.install(
        'npm',
        ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error', ...patience],
        beside,
        environment,
        recordChild,
      )
      writeFileSync(join(beside, 'installed'), this.toolchainHash())
      if (existsSync(this.toolchain)) renameSync(this.toolchain, before)
      renameSync(beside, this.toolchain)
    } finally {
      for (const folder of [beside, before]) rmSync(folder, { recursive: true, force: true })
    }
  }

  /** @param {(pid: number) => void} recordChild */
  async installPackages(recordChild) {
    // Gone before the first change: a kill half-way must not leave a marker that is right again after the next checkout.
    rmSync(this.packagesMarker, { force: true })
    const pnpm = join(this.toolchain, 'node_modules/pnpm/bin/pnpm.mjs')
    const hash = this.packagesHash()
    const given = [
      pnpm,
      'install',
      '--frozen-lockfile',
      '--reporter=append-only',
      '--loglevel=warn',
      '--network-concurrency=48',
      ...patience,
    ]
    await this.install(this.node(), given, this.root, { ...this.environment(), CI: 'true' }, recordChild)
    mkdirSync(dirname(this.packagesMarker), { recursive: true })
    writeFileSync(this.packagesMarker, hash)
  }

  /**
   * @param {string} program
   * @param {string[]} given
   * @param {string} cwd
   * @param {NodeJS.ProcessEnv} env
   * @param {(pid: number) => void} recordChild
   */
  async install(program, given, cwd, env, recordChild) {
    /** @type {import('./child.mjs').Ending | undefined} */
    let ending
    for (const limitMs of this.limitsMs) {
      if (ending) process.stderr.write('it takes too long, so it begins again … ')
      ending = await run(program, given, { cwd, env, stdio: 'pipe', onStart: recordChild, limitMs })
      if (!ending.isTooSlow || stopSignal() !== undefined) break
    }
    if (ending === undefined) throw new Error('An installer was given no time.')
    const { code, signal, output, isTooSlow } = ending
    if (isTooSlow)
      throw new Error(
        'What has to be installed did not arrive in time: check the network and the proxy settings, and run the command again.',
      )
    // Compiled parts are optional dependencies: pnpm goes on without one that a bad network withheld, and the build would break later.
    const isWhole = code === 0 && !output.includes('could not be fetched')
    if (!isWhole || stopSignal() !== undefined)
      throw new InstallerFailed([program, ...given].join(' '), signal ?? code, output)
  }

  node() {
    const pinned = join(this.toolchain, `node_modules/node-${process.platform}-${process.arch}/bin/node`)
    if (existsSync(pinned)) return pinned
    if (Number(process.versions.node.split('.')[0]) >= pinnedMajor) return process.execPath
    throw new Error(
      `There is no pinned Node for ${process.platform} on ${process.arch}: install Node ${pinnedMajor} or later and run the command again.`,
    )
  }

  /** npm's own settings would change what a pnpm below does; in a bare environment Node must be told to trust the system's certificates. */
  environment() {
    const path = [
      join(this.toolchain, 'node_modules/.bin'),
      dirname(this.node()),
      process.env['PATH'] ?? '/usr/bin:/bin',
    ]
    return { ...withoutNpmSettings(() => false), NODE_USE_SYSTEM_CA: '1', PATH: path.join(delimiter) }
  }

  toolchainHash() {
    // A folder may be seen from machines of two kinds.
    return `${process.platform}-${process.arch} ${hashOf(this.manifests, this.root)}`
  }

  packagesHash() {
    const members = ['apps', 'packages'].flatMap((folder) =>
      namesIn(join(this.root, folder)).map((name) => join(this.root, folder, name, 'package.json')),
    )
    const patches = namesIn(join(this.root, 'patches')).map((name) => join(this.root, 'patches', name))
    const own = ['package.json', 'pnpm-lock.yaml', 'pnpm-workspace.yaml'].map((name) => join(this.root, name))
    return hashOf([...own, ...members.filter((file) => existsSync(file)), ...patches], this.root)
  }
}

/**
 * @param {string} what
 * @param {() => Promise<void>} work
 */
async function step(what, work) {
  const began = Date.now()
  process.stderr.write(`${what} … `)
  try {
    await work()
  } catch (error) {
    process.stderr.write('\n')
    throw error
  }
  process.stderr.write(`${((Date.now() - began) / 1000).toFixed(1)} s\n`)
}

/** @param {(name: string) => boolean} isKept */
const withoutNpmSettings = (isKept) =>
  Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^npm_config_/i.test(name) || isKept(name)))

/**
 * @param {string[]} files
 * @param {string} root
 */
function hashOf(files, root) {
  const hash = createHash('sha256')
  const ordered = [...files]
  // Node 18 has no toSorted.
  ordered.sort()
  for (const file of ordered) {
    const content = readFileSync(file)
    hash.update(`${file.slice(root.length)}\0${content.length}\0`).update(content)
  }
  return hash.digest('hex')
}

/** @param {string} folder */
const namesIn = (folder) => (existsSync(folder) ? readdirSync(folder) : [])

/** @param {string} file */
const contentOf = (file) => (existsSync(file) ? readFileSync(file, 'utf8') : undefined)
