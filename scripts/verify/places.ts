/**
 * "Place | May import" of the house, as data. What is not named is refused: a package, a place, and a file in no place at all.
 * Files of one place may import each other; with a `feature` in its path, only those of the same feature.
 */
export interface Place {
  readonly name: string
  readonly files: RegExp
  /** Packages by name, their sub-paths included; `node:` stands for all that is built into Node. */
  readonly packages: readonly string[]
  /** Other places of the same app, by name. */
  readonly places?: readonly string[]
  /** Nothing is added for tests here: what stands above is all. */
  readonly sealed?: true
}

const contract = '@latchkey/contract'
const client = '@latchkey/client'
const database = '@latchkey/database'
const server = '@latchkey/server'
const screen = ['react', 'react-dom', 'react-aria-components', '@internationalized/date', 'lucide-react']
const query = '@tanstack/react-query'

const managerBelowFeatures = [
  'manager/caller',
  'manager/settings',
  'manager/principals',
  'manager/events',
  'manager/search',
  'manager/database',
]
const bffBelowFeatures = ['bff/caller', 'bff/activity', 'bff/live']
const managerFeature = ['manager/routes', 'manager/service', 'manager/repository', 'manager/feature']

export const testPackages = ['@latchkey/testing', client, 'vitest', 'fast-check', 'node:']

export const places: readonly Place[] = [
  { name: 'contract', files: /^packages\/contract\/src\//, packages: ['zod'] },
  { name: 'client', files: /^packages\/client\/src\//, packages: [contract] },
  { name: 'database', files: /^packages\/database\/src\//, packages: ['kysely', 'pg', 'node:'] },
  {
    name: 'server',
    files: /^packages\/server\/src\//,
    packages: [contract, 'fastify', 'fastify-type-provider-zod', 'pino', 'zod', 'node:'],
  },
  { name: 'testing', files: /^packages\/testing\/src\//, packages: [database, contract, 'kysely', 'node:'] },

  {
    // A black box: what Node itself brings reads the file the start wrote, and nothing of ours is seen from inside.
    name: 'console/e2e',
    files: /^apps\/console\/e2e\//,
    packages: ['@playwright/test', '@axe-core/playwright', 'node:'],
    sealed: true,
  },
  { name: 'console/ui', files: /^apps\/console\/src\/ui\//, packages: [...screen, 'uqr'] },
  {
    name: 'console/lib',
    files: /^apps\/console\/src\/lib\//,
    packages: [
      client,
      contract,
      'react',
      query,
      '@internationalized/date',
      'virtual:bff-routes',
      'virtual:first-page',
      'virtual:setting-defaults',
    ],
  },
  { name: 'console/router', files: /^apps\/console\/src\/router\//, packages: ['react', '@tanstack/history'] },
  { name: 'console/messages', files: /^apps\/console\/src\/messages\//, packages: ['react'], places: ['console/lib'] },
  {
    name: 'console/queries',
    files: /^apps\/console\/src\/queries\//,
    packages: [contract, query],
    places: ['console/lib'],
  },
  {
    // What screens of several features are set into: a list, a window with a form, a failure. It reads no data itself.
    name: 'console/frames',
    files: /^apps\/console\/src\/frames\//,
    packages: [contract, ...screen],
    places: ['console/ui', 'console/lib', 'console/messages', 'console/router'],
  },
  {
    name: 'console/features',
    files: /^apps\/console\/src\/features\/(?<feature>[^/]+)\//,
    packages: [contract, ...screen, query],
    places: ['console/frames', 'console/queries', 'console/ui', 'console/lib', 'console/messages', 'console/router'],
  },
  {
    name: 'console/app',
    files: /^apps\/console\/src\/app\//,
    packages: [contract, ...screen, query],
    places: [
      'console/features',
      'console/frames',
      'console/queries',
      'console/ui',
      'console/lib',
      'console/messages',
      'console/router',
    ],
  },
  {
    name: 'console/main',
    files: /^apps\/console\/src\/[^/]+$/,
    packages: [contract, 'react', 'react-dom'],
    places: ['console/app', 'console/ui', 'console/lib', 'console/messages'],
  },
  {
    name: 'console/build',
    files: /^apps\/console\/(?:vite\/|[^/]+\.config\.ts$)/,
    packages: [contract, 'vite', '@vitejs/plugin-react', 'node:'],
  },

  { name: 'bff/database', files: /^apps\/bff\/src\/database\//, packages: [database, 'kysely'] },
  {
    name: 'bff/manager-client',
    files: /^apps\/bff\/src\/manager-client(?:\/[^/]+)?\.ts$/,
    packages: [contract, '@latchkey/server/addresses', 'undici', 'zod', 'node:'],
  },
  {
    name: 'bff/http',
    files: /^apps\/bff\/src\/http\//,
    packages: [contract, server, database, 'fastify', '@fastify/cookie', 'zod', 'node:'],
  },
  {
    name: 'bff/caller',
    files: /^apps\/bff\/src\/caller\.ts$/,
    packages: [contract],
    places: ['bff/manager-client'],
  },
  {
    name: 'bff/activity',
    files: /^apps\/bff\/src\/activity\//,
    packages: [contract, database, 'kysely', 'zod', 'node:'],
    places: ['bff/caller', 'bff/database'],
  },
  {
    name: 'bff/live',
    files: /^apps\/bff\/src\/live\//,
    packages: [contract, database, 'zod', 'node:'],
    places: ['bff/database'],
  },
  {
    name: 'bff/routes',
    files: /^apps\/bff\/src\/features\/(?<feature>[^/]+)\/[^/]+-routes\.ts$/,
    packages: [contract, server, 'fastify', 'node:'],
    places: ['bff/service', 'bff/http', 'bff/manager-client', ...bffBelowFeatures],
  },
  {
    name: 'bff/repository',
    files: /^apps\/bff\/src\/features\/(?<feature>[^/]+)\/[^/]+-repository\.ts$/,
    packages: [contract, database, 'kysely', 'zod', 'node:'],
    places: ['bff/database'],
  },
  {
    // A service, or a file of the same feature that services are made of.
    name: 'bff/service',
    files: /^apps\/bff\/src\/features\/(?<feature>[^/]+)\//,
    packages: [contract, database, 'zod', 'node:'],
    places: ['bff/repository', 'bff/manager-client', 'bff/database', ...bffBelowFeatures],
  },
  {
    name: 'bff/build-app',
    files: /^apps\/bff\/src\/(?:build-app|services|background|counts|refusals)\.ts$/,
    packages: [contract, database, server, 'fastify', '@fastify/cookie', 'node:'],
    places: ['bff/routes', 'bff/service', 'bff/http', 'bff/manager-client', 'bff/database', ...bffBelowFeatures],
  },

  { name: 'manager/database', files: /^apps\/manager\/src\/database\//, packages: [database, 'kysely', 'node:crypto'] },
  {
    name: 'manager/caller',
    files: /^apps\/manager\/src\/caller\.ts$/,
    packages: [contract],
    places: ['manager/principals'],
  },
  {
    name: 'manager/principals',
    files: /^apps\/manager\/src\/principals\//,
    packages: [contract, database, 'kysely', 'zod', 'node:'],
    places: ['manager/database'],
  },
  {
    name: 'manager/settings',
    files: /^apps\/manager\/src\/settings\//,
    packages: [contract, 'kysely'],
    places: ['manager/database'],
  },
  {
    name: 'manager/events',
    files: /^apps\/manager\/src\/events\//,
    packages: [contract, database, 'kysely', 'node:'],
    places: ['manager/caller', 'manager/principals', 'manager/database'],
  },
  {
    name: 'manager/search',
    files: /^apps\/manager\/src\/search\//,
    packages: [contract, database, 'kysely', 'node:'],
    places: ['manager/principals', 'manager/database'],
  },
  {
    name: 'manager/http',
    files: /^apps\/manager\/src\/http\//,
    packages: [contract, server, database, 'fastify', 'zod', 'node:'],
    places: ['manager/caller'],
  },
  {
    name: 'manager/routes',
    files: /^apps\/manager\/src\/features\/(?<feature>[^/]+)\/[^/]+-routes\.ts$/,
    packages: [contract, server, 'fastify'],
    places: ['manager/service', 'manager/http', 'manager/caller'],
  },
  {
    name: 'manager/repository',
    files: /^apps\/manager\/src\/features\/(?<feature>[^/]+)\/[^/]+-repository\.ts$/,
    packages: [contract, database, 'kysely', 'zod', 'node:'],
    places: ['manager/principals', 'manager/search', 'manager/database'],
  },
  {
    name: 'manager/service',
    files: /^apps\/manager\/src\/features\/(?<feature>[^/]+)\/[^/]+-service\.ts$/,
    packages: [contract, database, 'zod', 'node:'],
    places: ['manager/repository', 'manager/feature', ...managerBelowFeatures],
  },
  {
    // What a service of the same feature is made of: its secret, its built-in rows, its sign-in.
    name: 'manager/feature',
    files: /^apps\/manager\/src\/features\/(?<feature>[^/]+)\//,
    packages: [contract, database, 'zod', 'node:'],
    places: ['manager/repository', ...managerBelowFeatures],
  },
  {
    name: 'manager/set-up',
    files: /^apps\/manager\/src\/set-up\//,
    packages: [contract, database, 'kysely', 'zod', 'node:'],
    places: ['manager/repository', 'manager/service', 'manager/feature', ...managerBelowFeatures],
  },
  { name: 'manager/housekeeping', files: /^apps\/manager\/src\/housekeeping\.ts$/, packages: ['fastify'] },
  {
    name: 'manager/build-app',
    files: /^apps\/manager\/src\/(?:build-app|services|routes)\.ts$/,
    packages: [contract, database, server, 'fastify', 'node:'],
    places: ['manager/http', 'manager/set-up', 'manager/housekeeping', ...managerFeature, ...managerBelowFeatures],
  },

  {
    // The parts `latchkey start` puts together; `init` and `admin reset` open the manager's part too.
    name: 'cli/servers',
    files: /^apps\/cli\/src\/serve\/(?:manager|console)-part\.ts$/,
    packages: [
      '@latchkey/manager/build-app',
      '@latchkey/bff/build-app',
      contract,
      client,
      database,
      server,
      'zod',
      'node:',
    ],
    places: ['cli'],
  },
  {
    name: 'cli',
    files: /^apps\/cli\/src\//,
    packages: [contract, client, database, server, 'zod', 'commander', '@clack/prompts', '@peculiar/x509', 'node:'],
    places: ['cli/servers'],
  },

  // A bench of the manager without a network around it, and one of the BFF without a session.
  {
    name: 'scripts/bench program',
    files: /^scripts\/bench\/(?:lists|session)-program\.ts$/,
    packages: ['@latchkey/manager/build-app', '@latchkey/bff/build-app', database, server, 'kysely', 'node:'],
    places: ['scripts'],
  },
  {
    name: 'scripts',
    files: /^scripts\//,
    packages: ['rolldown', 'vitest', '@playwright/test', '@latchkey/testing', contract, client, 'node:'],
  },
  { name: 'playwright', files: /^playwright\.config\.ts$/, packages: ['@playwright/test', 'node:'] },
  { name: 'vitest', files: /^vitest\.config\.ts$/, packages: ['vitest'] },
  // Beside the top file of an app or package; tests further down lie in the place of the code they test.
  {
    name: 'tests',
    files: /^(?:apps|packages)\/[^/]+\/src\/[^/]+(?:\.test|\.nightly|-for-tests|-under-test)\.tsx?$/,
    packages: [],
  },
]
