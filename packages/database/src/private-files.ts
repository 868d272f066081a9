import {
  closeSync,
  constants,
  existsSync,
  fstatSync,
  fsyncSync,
  linkSync,
  lstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  unlinkSync,
  writeSync,
} from 'node:fs'
import { dirname } from 'node:path'
import { UnusableDatabase } from './errors.ts'

/** Folders of ours are 0700 and files 0600, whatever the umask; anything wider is refused as ssh refuses it. */
export function makePrivateFolder(folder: string): void {
  try {
    makeFolder(folder)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && unmakable.includes(String(error.code)))) throw error
    throw new UnusableDatabase(`${folder} cannot be made a folder: ${error.message}.`, error)
  }
  const status = lstatSync(folder)
  if (!status.isDirectory()) throw new UnusableDatabase(`${folder} is not a folder.`)
  refuseWide(folder, status.mode, status.uid, 0o700)
  // What is in it would be taken for missing.
  if ((status.mode & 0o500) !== 0o500)
    throw new UnusableDatabase(
      `${folder} cannot be read by you (mode ${(status.mode & 0o777).toString(8)}): run chmod 700 ${folder}`,
    )
}

const unmakable = ['ENOENT', 'ENOTDIR', 'EEXIST', 'ELOOP', 'ENAMETOOLONG', 'EACCES', 'EPERM', 'EROFS']

/** With all that is above it, one after the other: Node's own way tries for ever where a folder can hold none, as /proc. */
export function makeFolder(folder: string): void {
  if (existsSync(folder)) return
  const above = dirname(folder)
  if (above !== folder) makeFolder(above)
  try {
    mkdirSync(folder, { mode: 0o700 })
  } catch (error) {
    // Another process was faster.
    if (!existsSync(folder)) throw error
  }
}

export function readPrivateFile(file: string): Buffer {
  const descriptor = openSync(file, constants.O_RDONLY | constants.O_NOFOLLOW)
  try {
    const status = fstatSync(descriptor)
    refuseWide(file, status.mode, status.uid, 0o600)
    return readFileSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}

/** Whole or not at all: written beside, flushed, then renamed. */
export function writePrivateFile(file: string, content: string | Uint8Array): void {
  renameSync(writeBeside(file, content), file)
  flushFolder(dirname(file))
}

/** As above, but never over a file that is there: whoever comes second keeps what the first has made. */
export function makePrivateFile(file: string, content: string): void {
  const beside = writeBeside(file, content)
  try {
    linkSync(beside, file)
    flushFolder(dirname(file))
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  } finally {
    unlinkSync(beside)
  }
}

function writeBeside(file: string, content: string | Uint8Array): string {
  const beside = `${file}.${process.pid}.tmp`
  // Of a start that was killed: in a container the next one has its number.
  rmSync(beside, { force: true })
  const descriptor = openSync(
    beside,
    constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW,
    0o600,
  )
  try {
    writeSync(descriptor, typeof content === 'string' ? Buffer.from(content) : content)
    fsyncSync(descriptor)
  } catch (error) {
    unlinkSync(beside)
    throw error
  } finally {
    closeSync(descriptor)
  }
  return beside
}

export function refuseWide(path: string, mode: number, owner: number, allowed: number): void {
  // A folder may have been named by mistake, and be meant for others.
  const orElse = allowed === 0o700 ? " if it is Latchkey's own, or choose another" : ''
  if ((mode & 0o077) !== 0)
    throw new UnusableDatabase(
      `${path} can be read by others (mode ${(mode & 0o777).toString(8)}): run chmod ${allowed.toString(8)} ${path}${orElse}`,
    )
  const me = process.getuid?.()
  if (me !== undefined && owner !== me)
    throw new UnusableDatabase(`${path} belongs to another user (${owner}), not to you (${me}).`)
}

function flushFolder(folder: string): void {
  const descriptor = openSync(folder, constants.O_RDONLY)
  try {
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}
