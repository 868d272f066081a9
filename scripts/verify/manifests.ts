import { filesOf, textOf } from './files.ts'
import type { Verdict } from './gate.ts'

interface Manifest {
  readonly dependencies?: Record<string, string>
  readonly devDependencies?: Record<string, string>
  readonly optionalDependencies?: Record<string, string>
  readonly peerDependencies?: Record<string, string>
  readonly packageManager?: string
}

const directMax = 40
const exact = /^\d+\.\d+\.\d+(?:-[\w.]+)?$/

/** One exact version of each library in the catalog, and few libraries. */
export function checkManifests(root: string): Verdict {
  const paths = filesOf(root).filter((path) => /(?:^|\/)package\.json$/.test(path))
  const manifests = paths.map((path) => ({ path, manifest: JSON.parse(textOf(root, path)) as Manifest }))
  const direct = new Set(manifests.flatMap(({ path, manifest }) => (isToolchain(path) ? [] : productionIn(manifest))))
  const findings = [
    ...manifests.flatMap(({ path, manifest }) => versionsIn(path, manifest)),
    ...catalogIn(textOf(root, 'pnpm-workspace.yaml')),
  ]
  if (direct.size >= directMax)
    findings.push(
      `${direct.size} direct production dependencies, fewer than ${directMax} are allowed: ${[...direct].join(', ')}`,
    )
  return { findings, note: `${direct.size} direct production dependencies` }
}

// Installed by npm before there is a workspace, so it cannot take its versions from the catalog.
const isToolchain = (path: string): boolean => path.startsWith('scripts/toolchain/')

const productionIn = ({ dependencies = {}, optionalDependencies = {} }: Manifest): string[] =>
  Object.entries({ ...dependencies, ...optionalDependencies }).flatMap(([name, version]) =>
    version.startsWith('workspace:') ? [] : [name],
  )

function versionsIn(path: string, manifest: Manifest): string[] {
  const { dependencies, devDependencies, optionalDependencies, peerDependencies, packageManager } = manifest
  const all = Object.entries({ ...dependencies, ...devDependencies, ...optionalDependencies, ...peerDependencies })
  const wrong = all.filter(([, version]) =>
    isToolchain(path) ? !exact.test(version) : version !== 'catalog:' && version !== 'workspace:*',
  )
  const wanted = isToolchain(path)
    ? 'must be one exact version'
    : 'must be "catalog:" or "workspace:*", so that one version stands in one place'
  return [
    ...wrong.map(([name, version]) => `${path}: ${name} "${version}" ${wanted}`),
    ...(packageManager === undefined
      ? []
      : [`${path}: packageManager breaks frozen installs; pnpm is pinned in scripts/toolchain`]),
  ]
}

function catalogIn(workspace: string): string[] {
  const [, block] = /^catalog:\n((?:(?: .*|#.*|)\n)*)/m.exec(workspace) ?? []
  if (block === undefined) return ['pnpm-workspace.yaml: has no catalog, where every version stands']
  const entries = [...block.matchAll(/^ {2}['"]?([^'":\s]+)['"]?:\s*['"]?([^'"\s#]+)/gm)]
  const loose = entries.filter(([, , version = '']) => !exact.test(version))
  return loose.map(
    ([, name, version]) =>
      `pnpm-workspace.yaml: ${name} ${version} must be exact, so that what was tested is what is installed`,
  )
}
