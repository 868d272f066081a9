import { expect, test } from 'vitest'
import { checkImports } from './imports.ts'
import { treeWith } from './tree-for-tests.ts'

const manifest = (name: string, entry: string) => JSON.stringify({ name, exports: { [entry]: './src/index.ts' } })
const house = {
  'packages/contract/package.json': manifest('@latchkey/contract', '.'),
  'packages/client/package.json': manifest('@latchkey/client', '.'),
  'packages/database/package.json': manifest('@latchkey/database', '.'),
  'packages/server/package.json': manifest('@latchkey/server', '.'),
  'packages/testing/package.json': manifest('@latchkey/testing', '.'),
  'apps/manager/package.json': manifest('@latchkey/manager', './build-app'),
  'apps/bff/package.json': manifest('@latchkey/bff', './build-app'),
}
const found = (path: string, specifier: string) =>
  checkImports(treeWith({ ...house, [path]: `import '${specifier}'\n` }))

// The design's table once more, typed from its text and not from places.ts.
const key = 'apps/manager/src/features/api-keys/api-key'
const screenOf = 'apps/console/src/features/api-keys/page.tsx'
const issuance = 'apps/bff/src/features/issuance/issuance-service.ts'

test.each([
  ['packages/contract/src/index.ts', 'zod'],
  ['packages/client/src/index.ts', '@latchkey/contract'],
  ['packages/database/src/index.ts', 'kysely'],
  ['packages/database/src/index.ts', 'node:sqlite'],
  ['packages/server/src/index.ts', 'fastify'],
  ['apps/console/src/ui/button.tsx', 'react-aria-components'],
  ['apps/console/src/lib/client.ts', '@latchkey/client'],
  ['apps/console/src/queries/keys.ts', '../lib/client.ts'],
  [screenOf, '../../queries/keys.ts'],
  [screenOf, '../../ui/button.tsx'],
  [issuance, '../../manager-client.ts'],
  [`${key}-routes.ts`, './api-key-service.ts'],
  [`${key}-service.ts`, './api-key-repository.ts'],
  [`${key}-service.ts`, '../../caller.ts'],
  [`${key}-repository.ts`, '@latchkey/database'],
  ['apps/cli/src/commands/keys.ts', '@latchkey/client'],
  ['apps/cli/src/serve/manager-part.ts', '@latchkey/manager/build-app'],
  ['apps/console/e2e/keys.spec.ts', '@playwright/test'],
  [`${key}-service.test.ts`, '@latchkey/testing'],
  ['apps/manager/src/api-keys.test.ts', '@latchkey/client'],
])('%s may import %s', (path, specifier) => {
  expect(found(path, specifier)).toEqual([])
})

test.each([
  ['packages/contract/src/index.ts', 'node:crypto'],
  ['packages/contract/src/index.ts', '@latchkey/client'],
  ['packages/client/src/index.ts', 'react'],
  ['packages/client/src/index.ts', 'node:http'],
  ['packages/database/src/index.ts', '@latchkey/contract'],
  ['packages/client/src/index.ts', '@latchkey/contract/src/rights.ts'],
  ['packages/client/src/index.ts', '../../contract/src/index.ts'],
  ['apps/cli/src/commands/keys.ts', '@latchkey/manager/src/build-app.ts'],
  ['apps/cli/src/commands/keys.ts', '@latchkey/manager/build-app'],
  ['apps/cli/src/serve/manager-part.ts', '@latchkey/console'],
  ['apps/bff/src/build-app.ts', '@latchkey/manager/build-app'],
  [issuance, '@latchkey/manager/build-app'],
  [issuance, '../session/session-service.ts'],
  ['apps/console/src/ui/button.tsx', '@tanstack/history'],
  ['apps/console/src/ui/button.tsx', '../router/link.tsx'],
  ['apps/console/src/ui/button.tsx', '@latchkey/client'],
  ['apps/console/src/ui/button.tsx', '../queries/keys.ts'],
  ['apps/console/src/ui/button.tsx', '../features/api-keys/page.tsx'],
  ['apps/console/src/router/link.tsx', '../ui/button.tsx'],
  ['apps/console/src/lib/client.ts', '../ui/button.tsx'],
  ['apps/console/src/lib/client.ts', '../queries/keys.ts'],
  ['apps/console/src/queries/keys.ts', '../features/api-keys/page.tsx'],
  ['apps/console/src/queries/keys.ts', '../ui/button.tsx'],
  [screenOf, '../roles/page.tsx'],
  [screenOf, '../../app/router.ts'],
  [`${key}-routes.ts`, './api-key-repository.ts'],
  [`${key}-routes.ts`, '@latchkey/database'],
  [`${key}-routes.ts`, '../roles/role-service.ts'],
  [`${key}-service.ts`, 'fastify'],
  [`${key}-service.ts`, '@latchkey/server'],
  [`${key}-service.ts`, '../roles/role-repository.ts'],
  [`${key}-repository.ts`, 'fastify'],
  [`${key}-repository.ts`, '@latchkey/server'],
  [`${key}-repository.ts`, './api-key-service.ts'],
  ['apps/console/e2e/keys.spec.ts', '@latchkey/client'],
  ['apps/console/e2e/keys.spec.ts', '../src/lib/client.ts'],
  ['apps/manager/src/build-app.ts', '@latchkey/testing'],
  ['apps/manager/src/build-app.ts', './manager-under-test.ts'],
  ['apps/somewhere/src/new.ts', 'zod'],
  ['scripts/new.ts', '../packages/contract/src/index.ts'],
])('%s must not import %s', (path, specifier) => {
  expect(found(path, specifier)).toHaveLength(1)
})

test('a file in no place, and a folder that says nothing, are refused', () => {
  expect(checkImports(treeWith({ 'apps/new/src/a.ts': '' }))).toEqual([
    expect.stringContaining('no place of the house'),
  ])
  expect(checkImports(treeWith({ 'apps/cli/src/utils/a.ts': '' }))).toEqual([
    expect.stringContaining('folder named utils'),
  ])
})

test('types, re-exports and imports made while running count; text and comments do not', () => {
  const path = 'packages/contract/src/index.ts'
  for (const text of [
    "export * from 'pg'",
    "import type { A } from 'pg'",
    "await import('pg')",
    "type A = import('pg').Pool",
    'await import(name)',
  ])
    expect(checkImports(treeWith({ [path]: text }))).toHaveLength(1)
  expect(checkImports(treeWith({ [path]: "// import 'pg'\nexport const text = `import 'pg'`" }))).toEqual([])
})

test('a cycle is found, through a package as well', () => {
  const files = { 'packages/contract/src/a.ts': "import './b.ts'", 'packages/contract/src/b.ts': "import './a.ts'" }
  expect(checkImports(treeWith(files))).toEqual([
    expect.stringContaining('a.ts → packages/contract/src/b.ts → packages/contract/src/a.ts'),
  ])
})
