// Every gate but the browser. Each prints one line, and what it found with the reason why it matters.
import { spawn } from 'node:child_process'
import { globSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ownGates } from './verify/own-gates.ts'

const root = dirnameOf(import.meta.dirname)
const total = { passed: 0, failed: 0 }

await gate('build', 'what does not build cannot be started', () => program('scripts/build.ts', []))
await gate('format', 'one format, so that a change shows only what it changes', () =>
  program('node_modules/oxfmt/bin/oxfmt', ['--check', '.']),
)
await gate('lint', 'what the linter finds is a bug or becomes one', () =>
  program('node_modules/oxlint/bin/oxlint', ['--deny-warnings', '.']),
)
for (const config of globSync('{apps,packages}/*/tsconfig.json', { cwd: root }).toSorted())
  await gate(`types ${config.replace('/tsconfig.json', '')}`, 'a type error is a wrong assumption', () =>
    program('node_modules/typescript/bin/tsc', ['-p', config]),
  )
for (const { name, reason, find } of ownGates) await gate(name, reason, async () => find(root).join('\n'))
await tests()

console.log(`${total.passed} passed, ${total.failed} failed`)
if (process.env['VERIFY_COUNTS_FILE']) writeFileSync(process.env['VERIFY_COUNTS_FILE'], JSON.stringify(total))
process.exitCode = total.failed > 0 ? 1 : 0

/** Passes when nothing was found. */
async function gate(name: string, reason: string, find: () => Promise<string>): Promise<void> {
  const began = performance.now()
  const findings = await find()
  const passed = findings === ''
  total[passed ? 'passed' : 'failed'] += 1
  console.log(`${passed ? 'ok  ' : 'FAIL'} ${name} (${((performance.now() - began) / 1000).toFixed(1)} s)`)
  if (!passed) console.log(`${findings}\nWhy it matters: ${reason}.`)
}

async function tests(): Promise<void> {
  const file = join(mkdtempSync(join(tmpdir(), 'latchkey-vitest-')), 'result.json')
  await program(
    'node_modules/vitest/vitest.mjs',
    ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`],
    'inherit',
  )
  const result: Record<string, unknown> = JSON.parse(readFileSync(file, 'utf8'))
  const count = (name: string) => Number(result[name] ?? 0)
  const skipped = count('numPendingTests') + count('numTodoTests')
  if (skipped > 0)
    console.log(`${skipped} tests were skipped, which counts as failed: a missing privilege must fail with a sentence.`)
  const brokenFiles = count('numFailedTestSuites') > 0 && count('numFailedTests') === 0 ? 1 : 0
  total.passed += count('numPassedTests')
  total.failed += count('numFailedTests') + skipped + brokenFiles
}

/** What a program that failed has said; nothing where it ended well. */
function program(script: string, given: readonly string[], output: 'pipe' | 'inherit' = 'pipe'): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(root, script), ...given], {
      cwd: root,
      stdio: ['ignore', output, output],
    })
    let said = ''
    child.stdout?.on('data', (chunk) => (said += String(chunk)))
    child.stderr?.on('data', (chunk) => (said += String(chunk)))
    child.once('error', reject)
    child.once('exit', (code) => resolve(code === 0 ? '' : said || `it stopped with ${code}`))
  })
}

function dirnameOf(folder: string): string {
  return join(folder, '..')
}
