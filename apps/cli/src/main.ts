#!/usr/bin/env node
import { runProgram } from './program.ts'
import { createTerminal } from './terminal/terminal.ts'

// Nothing that this program writes is for other users of the machine.
process.umask(0o077)

const exitCode = await runProgram(
  process.argv.slice(2),
  {
    start: async () => (await import('./commands/start.ts')).start,
    init: async () => (await import('./commands/init.ts')).init,
    'admin reset': async () => (await import('./commands/admin-reset.ts')).adminReset,
    certificate: async () => (await import('./commands/certificate.ts')).certificate,
  },
  createTerminal(),
)
process.exit(exitCode)
