import {
  closeSync,
  constants,
  existsSync,
  fstatSync,
  fsyncSync,
  openSync,
  readFileSync,
  readSync,
  writeSync,
} from 'node:fs'
import { z } from 'zod'
import type { Anchor } from './recorder.ts'

const anchorSchema = z.object({ sequence: z.int(), hash: z.string(), time: z.int() })

/** One line for each anchor, on the disk before anything goes on. */
export function writeAnchor(file: string, anchor: Anchor): void {
  const flags = constants.O_RDWR | constants.O_CREAT | constants.O_APPEND | constants.O_NOFOLLOW
  const descriptor = openSync(file, flags, 0o600)
  try {
    // Behind a line that the power failed on a new one begins.
    writeSync(descriptor, `${isCutShort(descriptor) ? '\n' : ''}${JSON.stringify(anchor)}\n`)
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}

function isCutShort(descriptor: number): boolean {
  const { size } = fstatSync(descriptor)
  const last = Buffer.alloc(1)
  return size > 0 && readSync(descriptor, last, 0, 1, size - 1) === 1 && last.toString() !== '\n'
}

const textOf = (file: string): string => (existsSync(file) ? readFileSync(file, 'utf8') : '')
const anchorsIn = (text: string): Anchor[] =>
  text
    .split('\n')
    .filter((line) => line !== '' && !isBeginning(line))
    .map((line) => anchorSchema.parse(JSON.parse(line)))

export const readAnchors = (file: string): Anchor[] => anchorsIn(textOf(file))

/** For whoever asks again and again: the file grows for years, and only what is new in it is parsed. */
export function createAnchorReader(file: string): () => readonly Anchor[] {
  let known: { readonly text: string; readonly anchors: readonly Anchor[] } = { text: '', anchors: [] }
  return () => {
    const text = textOf(file)
    const isOnlyLonger = text.startsWith(known.text) && (known.text === '' || known.text.endsWith('\n'))
    const anchors = isOnlyLonger ? [...known.anchors, ...anchorsIn(text.slice(known.text.length))] : anchorsIn(text)
    known = { text, anchors }
    return anchors
  }
}

// What was never written whole proves nothing, and is no sign of a change.
const isBeginning = (line: string): boolean => line.startsWith('{') && !line.includes('}')
