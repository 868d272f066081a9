import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { defineConfig } from '@playwright/test'

// Two checkouts can run their browser tests side by side when one is given another port.
const port = Number(process.env['E2E_PORT'] ?? 4220)
const readyFile = join(tmpdir(), `latchkey-e2e-${port}.json`)
process.env['E2E_READY_FILE'] = readyFile
const data = join(tmpdir(), `latchkey-e2e-${port}`)
// All tests are the same three people, who call as often as a dozen of them would.
const limits = 'key=5000,tenant=10000,node=20000'

export default defineConfig({
  testDir: 'apps/console/e2e',
  fullyParallel: true,
  workers: 2,
  forbidOnly: true,
  // Signing in is slow on purpose, and slower still on a machine that has other work.
  timeout: 90_000,
  expect: { timeout: 20_000 },
  reporter: process.env['PLAYWRIGHT_JSON_OUTPUT_NAME'] ? [['list'], ['json']] : [['list']],
  use: {
    baseURL: `http://localhost:${port}`,
    launchOptions: {
      executablePath: '/usr/bin/chromium',
      args: [
        ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
        '--disable-quic',
        '--disable-gpu',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--disable-dev-shm-usage',
      ],
    },
  },
  webServer: {
    command: `node apps/cli/dist/latchkey.js start --demo --port ${port} --manager-port ${port - 1} --data ${data} --rate-limits ${limits} --ready-file ${readyFile}`,
    url: `http://localhost:${port}/readyz`,
    reuseExistingServer: false,
    gracefulShutdown: { signal: 'SIGTERM', timeout: 10_000 },
  },
})
