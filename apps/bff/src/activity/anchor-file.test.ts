import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { createAnchorReader, readAnchors, writeAnchor } from './anchor-file.ts'

const folder = mkdtempSync(join(tmpdir(), 'latchkey-anchors-'))
afterAll(() => rmSync(folder, { recursive: true }))
const anchorAt = (time: number) => ({ sequence: time * 10, hash: `hash ${time}`, time })
const [first, second, third] = [anchorAt(1), anchorAt(2), anchorAt(3)]

test('an anchor that was cut short by a power failure takes no other with it, wherever it was cut', () => {
  const length = `${JSON.stringify(second)}\n`.length
  for (let cut = 1; cut <= length; cut += 1) {
    const file = join(folder, `cut-${cut}`)
    writeAnchor(file, first)
    writeAnchor(file, second)
    truncateSync(file, readFileSync(file).length - cut)
    // Without its end of line alone it is whole.
    const left = cut === 1 ? [first, second] : [first]
    expect(readAnchors(file)).toEqual(left)
    writeAnchor(file, third)
    expect(readAnchors(file)).toEqual([...left, third])
  }
})

test('a line that was changed is not passed over', () => {
  const file = join(folder, 'changed')
  const line = JSON.stringify(first)
  for (const changed of [line.replace('10', '"10"'), `${line}x`, 'another file', '{ another }']) {
    writeFileSync(file, `${changed}\n`)
    expect(() => readAnchors(file)).toThrow()
  }
})

test('a copy whose lines end as another system ends them is the same', () => {
  const file = join(folder, 'copied')
  writeFileSync(file, [first, second].map((anchor) => `${JSON.stringify(anchor)}\r\n`).join(''))
  expect(readAnchors(file)).toEqual([first, second])
})

test('whoever reads again parses what is new, and all of it where what was there is not the same', () => {
  const file = join(folder, 'read again')
  const read = createAnchorReader(file)
  expect(read()).toEqual([])
  writeAnchor(file, first)
  const [known] = read()
  writeAnchor(file, second)
  const again = read()
  expect(again).toEqual([first, second])
  expect(again[0]).toBe(known)
  writeFileSync(file, readFileSync(file, 'utf8').replace('hash 1', 'hash 9'))
  expect(read()).toEqual([{ ...first, hash: 'hash 9' }, second])
  truncateSync(file, readFileSync(file).length - 1)
  expect(read()).toEqual([{ ...first, hash: 'hash 9' }, second])
  writeAnchor(file, third)
  expect(read()).toEqual([{ ...first, hash: 'hash 9' }, second, third])
  writeFileSync(file, 'another file\n')
  expect(read).toThrow()
  expect(read).toThrow()
})
