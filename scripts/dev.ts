// pnpm dev: both servers from their sources with sample data, begun anew at every change, and the page with hot reload.
import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { dirname, join } from 'node:path'

const root = dirname(import.meta.dirname)
const pagePort = 4121
// The servers serve a built page too; without one they refuse to start.
const built = spawnSync(process.execPath, ['scripts/build.ts'], { cwd: root, stdio: 'inherit' })
if (built.status !== 0) process.exit(built.status ?? 1)

const children: ChildProcess[] = [
  start(
    ['--watch', '--watch-preserve-output', 'apps/cli/src/main.ts', 'start', '--demo', ...process.argv.slice(2)],
    root,
  ),
  start(
    [join(root, 'apps/console/node_modules/vite/bin/vite.js'), '--port', String(pagePort), '--strictPort'],
    join(root, 'apps/console'),
  ),
]
let stopping = false

process.stdout.write(`The page with hot reload is at http://localhost:${pagePort}\n`)
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stop(signal))

function start(given: readonly string[], cwd: string): ChildProcess {
  const child = spawn(process.execPath, given, { cwd, stdio: 'inherit' })
  child.once('exit', (code) => {
    // One without the other is of no use.
    if (!stopping) process.exitCode = code ?? 1
    stop('SIGTERM')
  })
  return child
}

function stop(signal: NodeJS.Signals): void {
  if (stopping) return
  stopping = true
  for (const child of children) child.kill(signal)
}
