import { readFileSync, statSync } from 'node:fs'
import { UsageError } from '../stop.ts'
import type { Terminal } from '../terminal/terminal.ts'

const standardInput = 0

/** The first line of a file, or of standard input: never an argument, which every user of the machine can read. */
export function readPassword(file: string, terminal: Terminal): string {
  const password = read(file).split(/\r?\n/, 1)[0] ?? ''
  if (password === '')
    throw new UsageError(`The file ${file} of --password-file is empty, but its first line must be the password.`)
  if (file !== '-' && (statSync(file).mode & 0o077) !== 0)
    terminal.complain(`latchkey: others can read ${file}; chmod 600 it, or remove it now.`)
  return password
}

function read(file: string): string {
  try {
    return readFileSync(file === '-' ? standardInput : file, 'utf8')
  } catch (error) {
    throw new UsageError(
      `The file ${file} of --password-file cannot be read: ${error instanceof Error ? error.message : ''}.`,
    )
  }
}
