import { expect, test } from 'vitest'
import { checkEnvironment } from './environment.ts'
import { checkSecrets, digestFiles } from './secrets.ts'
import { checkSuppressions } from './suppressions.ts'
import { treeWith } from './tree-for-tests.ts'

// So that this file itself passes the gates it plants violations of.
const halves = (...parts: readonly string[]) => parts.join('')
const path = 'apps/bff/src/build-app.ts'
const digesting = Object.fromEntries(Object.keys(digestFiles).map((file) => [file, "createHmac('sha256', pepper)"]))

test.each([
  'const a = b as any',
  '// @ts-ignore\nf()',
  '// @ts-expect-error\nf()',
  '/* oxlint-disable no-console */',
  '// oxlint-disable-next-line no-console --\nf()',
  `// ${halves('TO', 'DO')}: later`,
  `// ${halves('FIX', 'ME')}`,
  "test.skip('a', () => {})",
  "describe.only('a', () => {})",
  "test.concurrent.todo('a')",
  "it.skipIf(true)('a', () => {})",
  'test.fixme(true)',
])('suppressions: %j is refused', (text) => {
  expect(checkSuppressions(treeWith({ [path]: text }))).toEqual([expect.stringContaining(`${path}:1`)])
})

test('suppressions: with a reason, or as mere text, it is allowed', () => {
  const text =
    "// @ts-expect-error -- the type says so too\nf('as any', '// @ts-ignore')\niterator.skip(3)\ntest('only once', f)"
  expect(checkSuppressions(treeWith({ [path]: text }))).toEqual([])
  expect(checkSuppressions(treeWith({ 'apps/console/src/ui/base.css': `/* ${halves('XX', 'X')} */` }))).toHaveLength(1)
})

test.each([
  "createHmac('sha256', key)",
  "crypto.createHmac('sha256', key)",
  'Math.random()',
  'connect({ rejectUnauthorized: false })',
  "connect({ 'rejectUnauthorized': false })",
  'request.headersDistinct',
  'if (ridDigest === given) f()',
  'if (given !== row.secretDigest) f()',
])('secrets: %j is refused', (text) => {
  expect(checkSecrets(treeWith({ ...digesting, [path]: text }))).toEqual([expect.stringContaining(`${path}:1`)])
})

test('secrets: the listed files may digest, and one that no longer does is named', () => {
  const text = "if (ridDigest === undefined || timingSafeEqual(ridDigest, given)) f('Math.random()')"
  expect(checkSecrets(treeWith({ ...digesting, [path]: text }))).toEqual([])
  const [first = ''] = Object.keys(digestFiles)
  expect(checkSecrets(treeWith({ ...digesting, [first]: '' }))).toEqual([
    expect.stringContaining('no longer calls createHmac'),
  ])
})

test.each([
  'process.env.PORT',
  "process['env']",
  'const { env } = process',
  "import { env } from 'node:process'",
  'globalThis.process.env',
  'app.listen({ port })',
])('environment: %j is refused', (text) => {
  expect(checkEnvironment(treeWith({ [path]: text }))).toEqual([expect.stringContaining(`${path}:1`)])
})

test('environment: settings read it, one file listens, tests and scripts may do both', () => {
  const both = 'process.env.PORT\nserver.listen(0)'
  const files = {
    'apps/cli/src/settings.ts': 'process.env.PORT',
    'apps/cli/src/serve/listen.ts': 'app.listen({ port })',
    'apps/cli/src/commands/start.test.ts': both,
    'scripts/dev.ts': both,
    'playwright.config.ts': both,
    [path]: "f('process.env.PORT', '.listen(')",
  }
  expect(checkEnvironment(treeWith(files))).toEqual([])
  expect(checkEnvironment(treeWith({ 'apps/cli/src/settings.ts': 'app.listen()' }))).toHaveLength(1)
})
