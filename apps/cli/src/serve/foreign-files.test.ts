import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createLogFile } from './log-file.ts'
import { createReadyFile } from './ready-file.ts'

let folder: string
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'latchkey-foreign-'))))
afterEach(() => rmSync(folder, { recursive: true, force: true }))
const inFolder = (name: string) => join(folder, name)

describe('the log', () => {
  test('is no pipe and no device, and neither is made private', () => {
    const pipe = inFolder('pipe')
    execFileSync('sh', ['-c', 'mkfifo -m 0644 "$0"', pipe])
    const refusal = `The log file ${pipe} cannot be written`
    expect(() => createLogFile(pipe).open()).toThrow(refusal)
    // With somebody who reads it, it can be opened.
    const reader = execFileSync('sh', ['-c', 'exec 3<>"$0"; "$@"', pipe, process.execPath, ...opening(pipe)])
    expect(reader.toString()).toContain('it is no regular file')
    expect(statSync(pipe).mode & 0o777).toBe(0o644)
  })

  test('is written on where it cannot be turned over, and turned over once it can', async () => {
    const path = inFolder('log')
    const log = createLogFile(path)
    log.open()
    mkdirSync(join(`${path}.1`, 'in the way'), { recursive: true })
    for (let count = 0; count < 65; count += 1) log.write('x'.repeat(1024 * 1024))
    await nextTurn()
    log.write('still written\n')
    await nextTurn()
    expect(readFileSync(path, 'utf8')).toContain('still written\n')
    rmSync(`${path}.1`, { recursive: true })
    log.write('the last of the old\n')
    await nextTurn()
    log.write('new\n')
    log.close()
    expect(readFileSync(path, 'utf8')).toBe('new\n')
    expect(readFileSync(`${path}.1`, 'utf8').endsWith('the last of the old\n')).toBe(true)
  })
})

const opening = (path: string) => [
  '--input-type=module',
  '--eval',
  `import { createLogFile } from ${JSON.stringify(join(import.meta.dirname, 'log-file.ts'))}
try { createLogFile(${JSON.stringify(path)}).open() } catch (error) { console.log(error.message) }`,
]

describe('the ready file', () => {
  test('is never in the place of something else', () => {
    mkdirSync(inFolder('folder'))
    writeFileSync(inFolder('precious'), 'precious')
    symlinkSync(inFolder('precious'), inFolder('link'))
    for (const name of ['folder', 'precious', 'link'])
      expect(() => createReadyFile(inFolder(name))).toThrow(`${inFolder(name)} of --ready-file is there already`)
    expect(readFileSync(inFolder('precious'), 'utf8')).toBe('precious')
  })

  test.each(['', '{"console":"http://localhost:4120","manager":"http://localhost:4119"}\n'])(
    'takes the place of %j',
    (content) => {
      writeFileSync(inFolder('ready'), content)
      createReadyFile(inFolder('ready')).removeStale()
      expect(existsSync(inFolder('ready'))).toBe(false)
    },
  )
})
