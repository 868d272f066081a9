import { closeSync, constants, existsSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs'
import { z } from 'zod'
import type { Anchor } from './recorder.ts'

const anchorSchema = z.object({ sequence: z.int(), hash: z.string(), time: z.int() })

/** One line for each anchor, on the disk before anything goes on. */
export function writeAnchor(file: string, anchor: Anchor): void {
  const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_APPEND | constants.O_NOFOLLOW
  const descriptor = openSync(file, flags, 0o600)
  try {
    writeSync(descriptor, `${JSON.stringify(anchor)}\n`)
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}

export const readAnchors = (file: string): Anchor[] =>
  existsSync(file)
    ? readFileSync(file, 'utf8')
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => anchorSchema.parse(JSON.parse(line)))
    : []
