import { closeSync, fstatSync, openSync, readFileSync } from 'node:fs'
import { UsageError } from '../stop.ts'

// A header holds no more; where an API key's secret is longer, it is none.
const secret = /^[\x21-\x7e]{1,512}$/
const standardInput = 0

/**
 * The secret to call with: the first line of a file that only its owner can read, of a pipe, or of standard input. Never
 * an argument or a variable: both stand in the list of processes, and every child is handed the variables.
 */
export function readApiKey(file: string): string {
  const text = read(file).split(/\r?\n/, 1)[0] ?? ''
  if (secret.test(text)) return text
  throw new UsageError(
    `The ${named(file)} of --api-key-file holds no API key: its first line must be the secret, and nothing else.`,
  )
}

function read(file: string): string {
  const descriptor = open(file)
  try {
    const status = fstatSync(descriptor)
    if ((status.mode & 0o077) !== 0 && (file !== '-' || status.isFile())) throw wide(file)
    return readFileSync(descriptor, 'utf8')
  } catch (error) {
    throw error instanceof UsageError ? error : unreadable(file, error)
  } finally {
    if (descriptor !== standardInput) closeSync(descriptor)
  }
}

function open(file: string): number {
  try {
    return file === '-' ? standardInput : openSync(file, 'r')
  } catch (error) {
    throw unreadable(file, error)
  }
}

const named = (file: string): string => (file === '-' ? 'standard input' : `file ${file}`)

const wide = (file: string): UsageError =>
  new UsageError(
    file === '-'
      ? 'Others can read the standard input of --api-key-file: run chmod 600 on its file, and make a new secret.'
      : `Others can read ${file} of --api-key-file: run chmod 600 ${file}, and make a new secret.`,
  )

const unreadable = (file: string, error: unknown): UsageError =>
  new UsageError(
    `The ${named(file)} of --api-key-file cannot be read: ${error instanceof Error ? error.message : 'unknown'}.`,
  )
