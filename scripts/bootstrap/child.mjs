import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { constants } from 'node:os'

/**
 * @typedef {{ code: number | null, signal: NodeJS.Signals | null, output: string, isTooSlow: boolean }} Ending
 * @typedef {{ child: import('node:child_process').ChildProcess, ownGroup: boolean }} Running
 */

const passedOn = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])
const outputKept = 64 * 1024
const orphanGrace = 10_000

/** @type {Set<Running>} */
const running = new Set()
/** @type {NodeJS.Signals | undefined} */
let stopped

/** The signal this process was asked to stop with; nothing new is begun after it. */
export const stopSignal = () => stopped

export function passSignalsOn() {
  for (const signal of passedOn) process.on(signal, () => stop(signal))
  // npm's shell swallows SIGTERM, so a parent that has changed means that npm has gone. Without npm, a shell may go and leave this running on purpose.
  if (process.env['npm_lifecycle_event'] === undefined) return
  const parents = parentsNow()
  const watch = setInterval(() => {
    if (parentsNow() === parents) return
    clearInterval(watch)
    stop('SIGTERM')
    setTimeout(() => stop('SIGKILL'), orphanGrace).unref()
  }, 500).unref()
}

// npm itself stands behind its shell, and a killed npm leaves that shell waiting for us.
function parentsNow() {
  const parent = process.ppid
  const stat = /^\d+ \((?:sh|dash|bash)\) \S (\d+)/.exec(readIfThere(`/proc/${parent}/stat`))
  return [parent, stat?.[1]].join(' ')
}

/** @param {string} file */
function readIfThere(file) {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    // Not Linux, or just gone.
    return ''
  }
}

/** @param {NodeJS.Signals} signal */
function stop(signal) {
  stopped ??= signal
  if (running.size === 0) endAs(signal)
  for (const { child, ownGroup } of running) {
    // A terminal has sent its Ctrl-C to the child too; a second one would cut the orderly end short.
    if (signal === 'SIGINT' && process.stdin.isTTY && !ownGroup) continue
    send(child, signal, ownGroup)
  }
}

/**
 * @param {import('node:child_process').ChildProcess} child
 * @param {NodeJS.Signals} signal
 * @param {boolean} ownGroup
 */
function send(child, signal, ownGroup) {
  if (!ownGroup || child.pid === undefined) child.kill(signal)
  else process.kill(-child.pid, signal)
}

/**
 * Ends this process the way its child ended, so that a caller sees the same.
 * @param {NodeJS.Signals} signal
 */
export function endAs(signal) {
  process.exitCode = 128 + constants.signals[signal]
  for (const name of passedOn) process.removeAllListeners(name)
  process.kill(process.pid, signal)
}

/**
 * With `stdio: 'pipe'` the child gets a process group of its own, no input, and its last output is kept. With `onStart` it begins only
 * once that has returned: were it to begin before it is written down, it could outlive a start that died in between, unknown to the next.
 * A child with a group of its own that has not ended within `limitMs` is killed.
 * @param {string} program
 * @param {readonly string[]} given
 * @param {{ cwd: string, env: NodeJS.ProcessEnv, stdio: 'inherit' | 'pipe', onStart?: (pid: number) => void, limitMs?: number }} options
 * @returns {Promise<Ending>}
 */
export function run(program, given, { cwd, env, stdio, onStart, limitMs }) {
  return new Promise((resolve, reject) => {
    const ownGroup = stdio === 'pipe'
    const [first, ...rest] = onStart
      ? ['/bin/sh', '-c', 'read -r go && exec "$0" "$@" < /dev/null', program]
      : [program]
    const child = spawn(first ?? program, [...rest, ...given], {
      cwd,
      env,
      detached: ownGroup,
      stdio: ownGroup ? [onStart ? 'pipe' : 'ignore', 'pipe', 'pipe'] : 'inherit',
    })
    const entry = { child, ownGroup }
    let output = ''
    let isTooSlow = false
    const limit =
      limitMs &&
      setTimeout(() => {
        isTooSlow = true
        send(child, 'SIGKILL', ownGroup)
      }, limitMs)
    const over = () => {
      clearTimeout(limit)
      running.delete(entry)
    }
    running.add(entry)
    if (child.pid !== undefined) onStart?.(child.pid)
    child.stdin?.once('error', () => undefined).end('go\n')
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (part) => (output = (output + part).slice(-outputKept)))
    child.once('error', (error) => {
      over()
      reject(error)
    })
    child.once('close', (code, signal) => {
      over()
      resolve({ code, signal, output, isTooSlow })
    })
  })
}
