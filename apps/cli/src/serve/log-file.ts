import { closeSync, constants, existsSync, fchmodSync, fstatSync, openSync, renameSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import { makePrivateFolder } from '@latchkey/database'
import { Stop } from '../stop.ts'

export interface LogFile {
  readonly write: (line: string) => void
  /** Until then lines are kept in memory, so that a refused start writes nothing. */
  readonly open: () => void
  readonly close: () => void
}

const fileBytesMax = 64 * 1024 * 1024

/** These two are links to wherever the process writes anyway, and are written through what it holds open. */
const streams = new Map<string, NodeJS.WritableStream>([
  ['/dev/stdout', process.stdout],
  ['/dev/stderr', process.stderr],
])

export function createLogFile(path: string): LogFile {
  const stream = streams.get(path)
  return stream ? throughStream(stream) : ownFile(path)
}

function throughStream(stream: NodeJS.WritableStream): LogFile {
  let early: string[] | undefined = []
  return {
    write: (line) => void (early ? early.push(line) : stream.write(line)),
    open: () => {
      for (const line of early?.splice(0) ?? []) stream.write(line)
      early = undefined
    },
    close: () => undefined,
  }
}

/** What one turn of the loop says is written at its end, and at the latest when the process leaves; one older file is kept. */
function ownFile(path: string): LogFile {
  let pending = ''
  let descriptor: number | undefined
  let bytes = 0
  const open = (): void => {
    if (descriptor !== undefined) return
    descriptor = openPrivately(path)
    bytes = fstatSync(descriptor).size
    flush()
  }
  const write = (line: string): void => {
    if (pending === '' && descriptor !== undefined) setImmediate(flush)
    pending += line
  }
  const flush = (): void => {
    if (descriptor === undefined || pending === '') return
    const lines = pending
    pending = ''
    try {
      bytes += writeSync(descriptor, lines)
      if (bytes > fileBytesMax) turnOver()
    } catch {
      // A full disk must not stop a server whose reads still work, and where it cannot be turned over it goes on growing.
    }
  }
  const turnOver = (): void => {
    // Whoever has taken it away has turned it over already.
    if (existsSync(path)) renameSync(path, `${path}.1`)
    const before = descriptor
    descriptor = openPrivately(path)
    bytes = 0
    if (before !== undefined) closeSync(before)
  }
  const close = (): void => {
    flush()
    if (descriptor !== undefined) closeSync(descriptor)
    descriptor = undefined
  }
  process.on('exit', flush)
  return { write, open, close }
}

function openPrivately(path: string): number {
  try {
    // --log-file may point into a folder that is not ours, /var/log for one.
    if (!existsSync(dirname(path))) makePrivateFolder(dirname(path))
    const descriptor = openSync(
      path,
      constants.O_WRONLY | constants.O_CREAT | constants.O_APPEND | constants.O_NOFOLLOW | constants.O_NONBLOCK,
      0o600,
    )
    try {
      // A device such as /dev/null belongs to everybody: it is neither made private nor turned over.
      if (!fstatSync(descriptor).isFile()) throw new Error('it is no regular file')
      fchmodSync(descriptor, 0o600)
      return descriptor
    } catch (error) {
      closeSync(descriptor)
      throw error
    }
  } catch (error) {
    throw new Stop(
      `The log file ${path} cannot be written (${error instanceof Error ? error.message : ''}); choose another with --log-file.`,
      1,
      error,
    )
  }
}
