import { globSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'

interface Place {
  readonly files: RegExp
  /** What a file here may import; anything else is refused. Its own folder is always allowed. */
  readonly may: RegExp
}

const product = '@latchkey/'
const ours = (...names: readonly string[]) => `^${product}(${names.join('|')})$`
const any = (...patterns: readonly string[]) => new RegExp(patterns.join('|'))
const node = '^node:'

/** The first place that fits a file is its place. A file that fits none is refused: new folders are covered before they are listed. */
const places: readonly Place[] = [
  { files: /\.test\.tsx?$|-for-tests\.ts$|-under-test\.ts$/, may: /./ },
  { files: /^packages\/contract\/src\//, may: /^zod$/ },
  { files: /^packages\/client\/src\//, may: any(ours('contract')) },
  { files: /^packages\/database\/src\//, may: any('^kysely$', '^pg$', node) },
  { files: /^packages\/server\/src\//, may: any(ours('contract'), '^fastify', '^pino$', '^zod$', node) },
  { files: /^packages\/testing\/src\//, may: any(ours('contract', 'database'), '^kysely$', node) },
  { files: /^apps\/console\/e2e\//, may: any('playwright', node) },
  { files: /^apps\/console\/vite/, may: any('^apps/console/vite/', ours('contract'), '^vite$', '^@vitejs/', node) },
  { files: /^apps\/console\/src\/ui\//, may: any('^react$', '^@tanstack/react-virtual$') },
  {
    files: /^apps\/console\/src\/(lib|virtual-modules)/,
    may: any(ours('contract', 'client'), '^@tanstack/react-query$', '^virtual:'),
  },
  { files: /^apps\/console\/src\/messages\//, may: any('^react$', '^apps/console/src/lib/') },
  {
    files: /^apps\/console\/src\/queries\//,
    may: any(ours('contract'), '^@tanstack/react-query$', '^apps/console/src/lib/'),
  },
  {
    files: /^apps\/console\/src\/features\//,
    may: any(
      ours('contract', 'client'),
      '^react$',
      '^@tanstack/react-query$',
      '^apps/console/src/(queries|ui|lib|messages)/',
    ),
  },
  {
    files: /^apps\/console\/src\/(app\/|main\.tsx)/,
    may: any(ours('contract', 'client'), '^react', '^@tanstack/', '^apps/console/src/'),
  },
  { files: /^apps\/(bff|manager)\/src\/database\//, may: any(ours('database'), '^kysely$') },
  { files: /^apps\/bff\/src\/manager-client\.ts$/, may: any(ours('contract'), '^undici$', node) },
  { files: /^apps\/bff\/src\/http\//, may: any(ours('contract', 'server'), '^fastify$', node) },
  { files: /^apps\/bff\/src\/features\/.*-repository\.ts$/, may: any('^kysely$', '^apps/bff/src/database/') },
  {
    files: /^apps\/bff\/src\/features\//,
    may: any(
      ours('contract', 'server', 'database'),
      '^fastify$',
      '^zod$',
      node,
      '^apps/bff/src/(http/|database/|manager-client)',
    ),
  },
  {
    files: /^apps\/manager\/src\/http\//,
    may: any(ours('contract', 'server', 'database'), '^fastify$', node, '^apps/manager/src/caller'),
  },
  { files: /^apps\/manager\/src\/.*-routes\.ts$/, may: any(ours('contract', 'server'), '^apps/manager/src/caller') },
  {
    files: /^apps\/manager\/src\/.*-repository\.ts$/,
    may: any(
      ours('contract', 'database'),
      '^kysely$',
      '^zod$',
      '^apps/manager/src/(database|principals|search|events)/',
    ),
  },
  {
    files: /^apps\/manager\/src\/search\//,
    may: any(ours('contract'), '^kysely$', '^apps/manager/src/principals/folding'),
  },
  {
    files: /^apps\/manager\/src\/(features|events|principals|caller)/,
    may: any(ours('contract', 'database'), '^kysely$', node, '^apps/manager/src/(principals|events|caller|database/)'),
  },
  {
    files: /^apps\/manager\/src\/(build-app\.ts|set-up\/)/,
    may: any(ours('contract', 'database', 'server'), '^fastify$', '^kysely$', node, '^apps/manager/src/'),
  },
  {
    files: /^apps\/bff\/src\/build-app\.ts$/,
    may: any(ours('contract', 'database', 'server'), '^fastify$', '^@fastify/cookie$', '^apps/bff/src/'),
  },
  {
    files: /^apps\/cli\/src\/serve\//,
    may: any(`^${product}(bff|manager)/build-app$`, ours('database', 'server', 'contract'), node, '^apps/cli/src/'),
  },
  {
    files: /^apps\/cli\/src\//,
    may: any(
      ours('client', 'contract', 'server', 'database'),
      '^commander$',
      '^apps/cli/package\\.json$',
      '^zod$',
      '^@peculiar/x509$',
      node,
      '^apps/cli/src/',
    ),
  },
  { files: /^scripts\/|^[\w.]+\.ts$/, may: /./ },
]

const importPattern =
  /(?:^|\n)(?:import|export)\b[^'"=]*?\bfrom ['"]([^'"]+)['"]|(?:^|\n)import ['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]/g

export function forbiddenImports(root: string): string[] {
  const files = globSync(['apps/*/{src,e2e,vite}/**/*.{ts,tsx}', 'apps/*/*.ts', 'packages/*/src/**/*.{ts,tsx}'], {
    cwd: root,
    exclude: (name) => name === 'node_modules',
  })
  return files.flatMap((file) => {
    const place = places.find(({ files: pattern }) => pattern.test(file))
    if (place === undefined) return [`${file}: stands in a place that no rule names`]
    return importsOf(readFileSync(join(root, file), 'utf8'), file)
      .filter((target) => !isOwn(file, target) && !place.may.test(target) && !target.endsWith('.css'))
      .map((target) => `${file}: may not import ${target}`)
  })
}

function importsOf(text: string, file: string): string[] {
  return [...text.matchAll(importPattern)]
    .map(([, first, second, third]) => first ?? second ?? third ?? '')
    .map((target) => (target.startsWith('.') ? normalize(join(dirname(file), target)) : target))
}

// A folder of a feature, or a whole package or layer, is one room.
function isOwn(file: string, target: string): boolean {
  const room =
    /^(apps\/\w+\/src\/features\/[^/]+|packages\/\w+\/src|apps\/console\/(?:e2e|vite|src\/\w+)|apps\/\w+\/src\/\w+)\//.exec(
      file,
    )?.[1]
  return room !== undefined && !room.endsWith('/features') && target.startsWith(`${room}/`)
}
