import { readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { basename } from 'node:path'
import { printable } from '../settings.ts'

const listening = '0A'

/** Which process listens on a port, as far as Linux lets us see it; only its program and script, since other arguments may hold secrets. */
export function holderOfPort(port: number): string | undefined {
  const inodes = ['/proc/net/tcp', '/proc/net/tcp6'].flatMap((table) => listeningInodes(table, port))
  if (inodes.length === 0) return undefined
  const sockets = new Set(inodes.map((inode) => `socket:[${inode}]`))
  for (const process of entries('/proc').filter((name) => /^\d+$/.test(name)))
    if (entries(`/proc/${process}/fd`).some((descriptor) => sockets.has(linkOf(`/proc/${process}/fd/${descriptor}`))))
      return `process ${process}${nameOf(process)}`
  return 'a process of another user'
}

function nameOf(process: string): string {
  const program = basename(linkOf(`/proc/${process}/exe`))
  const script = read(`/proc/${process}/cmdline`)
    .split('\0')
    .slice(1)
    .find((word) => /\.[cm]?[jt]s$/.test(word))
  const words = [program, ...(script === undefined ? [] : [basename(script)])].filter((word) => word !== '')
  return words.length === 0 ? '' : ` (${printable(words.join(' '))})`
}

function listeningInodes(table: string, port: number): string[] {
  const suffix = `:${port.toString(16).toUpperCase().padStart(4, '0')}`
  return read(table)
    .split('\n')
    .slice(1)
    .map((line) => line.trim().split(/\s+/))
    .filter(([, local, , state]) => state === listening && local?.endsWith(suffix))
    .flatMap((fields) => fields[9] ?? [])
}

// Processes come and go while we look, and those of other users are closed to us.
const quietly = <Result>(work: () => Result, otherwise: Result): Result => {
  try {
    return work()
  } catch {
    return otherwise
  }
}
const read = (file: string): string => quietly(() => readFileSync(file, 'utf8'), '')
const entries = (folder: string): string[] => quietly(() => readdirSync(folder), [])
const linkOf = (path: string): string => quietly(() => readlinkSync(path), '')
