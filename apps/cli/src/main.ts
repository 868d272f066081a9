#!/usr/bin/env node
import nodeModule from 'node:module'
import { join } from 'node:path'
import { refusalOfNode } from './node-version.ts'

const tooOld = refusalOfNode(process.versions.node)
if (tooOld !== undefined) {
  process.stderr.write(`latchkey: ${tooOld}\n`)
  process.exit(1)
}
// Nothing that this program writes is for other users of the machine.
process.umask(0o077)
// The way from what somebody sent to what all objects have in common; nothing here goes it.
Reflect.deleteProperty(Object.prototype, '__proto__')
// Beside the bundle, which belongs to whoever installed it; where that cannot be written, every start compiles anew.
if (import.meta.filename.endsWith('.js')) nodeModule.enableCompileCache(join(import.meta.dirname, '.compiled'))

// A server outlives whoever reads its greeting, and its log tells the same.
const serves = process.argv[2] === 'start'
process.stdout.on('error', (error) => {
  if (serves) return
  // A reader that has seen enough, such as head, is no failure.
  if ('code' in error && error.code === 'EPIPE') process.exit(0)
  process.stderr.write(`latchkey: what there was to say could not be written: ${error.message}\n`)
  process.exit(3)
})
// Where nobody hears a complaint, the exit code still tells it.
process.stderr.on('error', () => undefined)

const { runProgram } = await import('./program.ts')
const { createTerminal } = await import('./terminal/terminal.ts')
const exitCode = await runProgram(
  process.argv.slice(2),
  {
    start: async () => (await import('./commands/start.ts')).start,
    init: async () => (await import('./commands/init.ts')).init,
    'admin reset': async () => (await import('./commands/admin-reset.ts')).adminReset,
    certificate: async () => (await import('./commands/certificate.ts')).certificate,
    'verify-audit': async () => (await import('./commands/verify-audit.ts')).verifyAuditCommand,
  },
  createTerminal(),
)
await written()
process.exit(exitCode)

/** What was said is with whoever reads it, or the error of writing it has ended the process. */
function written(): Promise<void> {
  return new Promise((resolve) => void process.stdout.write('', () => resolve()))
}
