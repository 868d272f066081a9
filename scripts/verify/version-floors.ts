import { textOf } from './files.ts'

interface Floors {
  /** The lowest version without a known hole. */
  readonly floors: Readonly<Record<string, string>>
  /** Packages that had too many holes of their own to be used at all. */
  readonly refused: readonly string[]
}

interface Running {
  readonly node: string
  readonly sqlite: string | undefined
}

export function checkVersionFloors(
  root: string,
  running: Running = { node: process.versions.node, sqlite: process.versions['sqlite'] },
): string[] {
  const { floors, refused } = JSON.parse(textOf(root, 'scripts/version-floors.json')) as Floors
  const installed = [
    ...packagesIn(textOf(root, 'pnpm-lock.yaml')),
    ...toolchainIn(textOf(root, 'scripts/toolchain/package-lock.json')),
  ]
  const all = [
    ...installed,
    { name: 'node', version: running.node, from: 'this process' },
    { name: 'sqlite', version: running.sqlite ?? '0.0.0', from: 'this process' },
  ]
  const low = all.flatMap(({ name, version, from }) => {
    const floor = floors[name]
    return floor !== undefined && isBelow(version, floor)
      ? [`${name} ${version} of ${from} is below ${floor}, where a known hole was closed`]
      : []
  })
  const unknown = Object.keys(floors).filter((name) => !all.some((one) => one.name === name))
  return [
    ...low,
    ...unknown.map((name) => `${name} is in no lock file; take it out of scripts/version-floors.json`),
    ...installed
      .filter(({ name }) => refused.includes(name))
      .map(({ name, from }) => `${name} is in ${from}, and is refused for its past holes`),
  ]
}

function packagesIn(lock: string) {
  const found = [...lock.matchAll(/^ {2}'?((?:@[^@/']+\/)?[^@/'\s]+)@(\d+\.\d+\.\d+[^:'(]*)[^:]*:/gm)].map(
    ([, name = '', version = '']) => {
      return { name, version, from: 'pnpm-lock.yaml' }
    },
  )
  // Every package stands in the lock twice, once with its hash and once with what it needs.
  return [...new Map(found.map((one) => [`${one.name}@${one.version}`, one])).values()]
}

// The pinned Node comes as one package for each kind of machine.
function toolchainIn(lock: string) {
  const { packages } = JSON.parse(lock) as { packages: Record<string, { version?: string }> }
  return Object.entries(packages).flatMap(([path, { version }]) => {
    const name = path.replace(/^.*node_modules\//, '')
    return version === undefined
      ? []
      : [{ name: name.startsWith('node-linux-') ? 'node' : name, version, from: 'scripts/toolchain/package-lock.json' }]
  })
}

function isBelow(version: string, floor: string): boolean {
  const [have, want] = [version, floor].map((text) => text.split(/[-+]/)[0]?.split('.').map(Number) ?? [])
  for (const [index, least] of (want ?? []).entries()) {
    const part = have?.[index] ?? 0
    if (part !== least) return part < least
  }
  // 1.2.3-beta comes before 1.2.3.
  return version.includes('-')
}
