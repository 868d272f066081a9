// pnpm verify:nightly: what takes longer than anyone waits for. All gates, the browser tests twice over, and the long tests.
import { dirname } from 'node:path'
import { endAs, passSignalsOn, run, stopSignal } from './bootstrap/child.mjs'

const root = dirname(import.meta.dirname)
const vitest = 'node_modules/vitest/vitest.mjs'
const parts: readonly (readonly [name: string, program: readonly string[], more?: Readonly<Record<string, string>>])[] =
  [
    ['verify', ['scripts/verify.ts']],
    ['build', ['scripts/build.ts']],
    ['browser, twice on one server', ['node_modules/@playwright/test/cli.js', 'test', '--repeat-each=2']],
    ['long tests', [vitest, 'run', '--config', 'scripts/nightly/vitest.config.ts']],
    [
      'a million uses beside lock-outs',
      [vitest, 'run', 'apps/cli/src/serve/two-instances.test.ts'],
      { REVOCATION_OPERATIONS: '1000000' },
    ],
  ]

passSignalsOn()
const failed: string[] = []
for (const [name, program, more] of parts) {
  if (stopSignal() !== undefined) break
  const began = performance.now()
  const { code } = await run(process.execPath, program, {
    cwd: root,
    env: { ...process.env, ...more },
    stdio: 'inherit',
  })
  console.log(`${name}: ${((performance.now() - began) / 60_000).toFixed(1)} min, ${code === 0 ? 'passed' : 'FAILED'}`)
  if (code !== 0) failed.push(name)
}
console.log(`${parts.length - failed.length} passed, ${failed.length} failed`)
process.exitCode = failed.length > 0 ? 1 : 0
const signal = stopSignal()
if (signal !== undefined) endAs(signal)
