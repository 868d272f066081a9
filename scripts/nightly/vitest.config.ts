import { join } from 'node:path'
import { defineConfig } from 'vitest/config'

/** What takes minutes: fresh clones, kills at random moments, many rounds. */
export default defineConfig({
  test: {
    root: join(import.meta.dirname, '../..'),
    include: ['scripts/nightly/*.nightly.ts', 'apps/*/src/**/*.nightly.ts', 'packages/*/src/**/*.nightly.ts'],
    globalSetup: ['packages/testing/src/postgres-for-tests.ts'],
    testTimeout: 30 * 60_000,
    hookTimeout: 60_000,
    maxWorkers: 1,
  },
})
