import { spawn } from 'node:child_process'
import { once } from 'node:events'

/** A process that a test ends without warning, and that is there again a moment later. */
export async function startKillable(program: readonly string[], isReady: (output: string) => boolean) {
  let complaints = ''
  let child = await launch()
  let restarting: Promise<void> | undefined

  async function launch() {
    const started = spawn(process.execPath, program, { stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    started.stderr.on('data', (chunk) => (complaints = `${complaints}${String(chunk)}`.slice(-20_000)))
    const ended = once(started, 'exit').then(([code]) => {
      throw new Error(`${program[0]} ended with ${String(code)}: ${complaints}`)
    })
    const ready = new Promise<void>((resolve) => {
      started.stdout.on('data', (chunk) => {
        output += String(chunk)
        if (isReady(output)) resolve()
      })
    })
    await Promise.race([ready, ended])
    ended.catch(() => undefined)
    return started
  }
  async function end(): Promise<void> {
    const exited = once(child, 'exit')
    child.kill('SIGKILL')
    await exited
  }
  async function restart(): Promise<void> {
    await end()
    child = await launch()
    restarting = undefined
  }

  return {
    /** Those who ask at once are answered by one end. */
    kill: (): Promise<void> => (restarting ??= restart()),
    complaints: () => complaints,
    stop: async (): Promise<void> => {
      await restarting
      await end()
    },
  }
}
