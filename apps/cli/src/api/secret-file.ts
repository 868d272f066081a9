import { closeSync, constants, fsyncSync, ftruncateSync, openSync, unlinkSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import { Stop, UsageError } from '../stop.ts'

export interface SecretFile {
  /** Of the object with this ID, which is told where the disk fails after all. */
  readonly keep: (secret: string, ID: unknown) => void
  /** Takes the file away again where no secret was kept. */
  readonly close: () => void
}

type Anew = (ID: unknown) => string
const newSecret: Anew = (ID) => `latchkey keys new-secret ${String(ID)}`
const reservedBytes = 4096

/**
 * Makes the file, and has the disk hold a block for it, before anything is asked for: a secret is shown once, and
 * finding out afterwards that there is no room for it would be too late.
 */
export function reserveSecretFile(file: string, anew = newSecret): SecretFile {
  const descriptor = create(file)
  let isKept = false
  const close = () => {
    closeSync(descriptor)
    if (!isKept) unlinkSync(file)
  }
  try {
    writeWhole(descriptor, Buffer.alloc(reservedBytes, '\n'))
    fsyncSync(descriptor)
    flushFolder(dirname(file))
  } catch (error) {
    close()
    throw refused(file, error)
  }
  return { close, keep: (secret, ID) => (isKept = keep(file, descriptor, secret, anew(ID))) }
}

function keep(file: string, descriptor: number, secret: string, anew: string): true {
  const line = Buffer.from(`${secret}\n`)
  try {
    writeWhole(descriptor, line)
    ftruncateSync(descriptor, line.length)
    fsyncSync(descriptor)
    return true
  } catch (error) {
    const sentence = `The secret was made, but ${file} could not be written: make a new one with ${anew}.`
    throw new Stop(sentence, 3, error)
  }
}

// A disk that fills up takes a part, and refuses the rest only at the next try.
function writeWhole(descriptor: number, bytes: Buffer): void {
  for (let at = 0; at < bytes.length;) at += writeSync(descriptor, bytes, at, bytes.length - at, at)
}

function create(file: string): number {
  try {
    // Not where something is already, a link included.
    return openSync(file, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW, 0o600)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST')
      throw new UsageError(`${file} of --secret-file is there already, and is not written over.`)
    throw refused(file, error)
  }
}

function flushFolder(folder: string): void {
  const descriptor = openSync(folder, constants.O_RDONLY)
  try {
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}

const refused = (file: string, error: unknown): Stop =>
  new Stop(
    `${file} of --secret-file cannot be written: ${error instanceof Error ? error.message : 'unknown'}. Nothing was changed.`,
    1,
    error,
  )
