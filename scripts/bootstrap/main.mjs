import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { endAs, passSignalsOn, run, stopSignal } from './child.mjs'
import { sentenceFor } from './errors.mjs'
import { Installation } from './installation.mjs'
import { withLock } from './lock.mjs'

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))))

/** Each task is a row of programs; the last is given the arguments. */
const tasks = new Map([
  ['start', [['scripts/build.ts'], ['apps/cli/dist/latchkey.js', 'start']]],
  ['latchkey', [['scripts/build.ts'], ['apps/cli/dist/latchkey.js']]],
  ['test', [['scripts/test.ts']]],
])

/** @param {string[]} given the task and its arguments */
export async function main([task = '', ...rest]) {
  passSignalsOn()
  try {
    await perform(task, rest)
  } catch (error) {
    if (stopSignal() === undefined) process.stderr.write(`${sentenceFor(error, root)}\n`)
    process.exitCode = 1
    // Whoever reads the last line of a test run must not find a success or nothing there.
    if (task === 'test') process.stdout.write('0 passed, 1 failed\n')
    const signal = stopSignal()
    if (signal !== undefined) endAs(signal)
  }
}

/**
 * @param {string} task
 * @param {string[]} rest
 */
async function perform(task, rest) {
  const programs = tasks.get(task)
  if (programs === undefined) throw new Error(`There is no task "${task}"; there are ${[...tasks.keys()].join(', ')}.`)
  const installation = new Installation(root)
  if (!installation.isReady()) await withLock(join(root, '.toolchain.lock'), (record) => installation.prepare(record))

  for (const [index, program] of programs.entries()) {
    const isLast = index === programs.length - 1
    const given = isLast ? [...program, ...rest] : program
    const { code, signal } = await run(installation.node(), given, {
      cwd: root,
      env: installation.environment(),
      stdio: 'inherit',
    })
    process.exitCode = code ?? 1
    const ending = signal ?? (isLast ? null : stopSignal())
    if (ending) return endAs(ending)
    if (code !== 0) return
  }
}
