import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createLogFile } from './log-file.ts'

let folder: string
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'latchkey-log-'))))
afterEach(() => rmSync(folder, { recursive: true, force: true }))

test('nothing is written before it is opened, and everything in its order at the end of the turn', async () => {
  const path = join(folder, 'log')
  const log = createLogFile(path)
  log.write('early\n')
  await nextTurn()
  expect(existsSync(path)).toBe(false)
  log.open()
  log.write('one\n')
  log.write('two\n')
  await nextTurn()
  expect(readFileSync(path, 'utf8')).toBe('early\none\ntwo\n')
  expect(statSync(path).mode & 0o777).toBe(0o600)
  log.write('last\n')
  log.close()
  expect(readFileSync(path, 'utf8')).toBe('early\none\ntwo\nlast\n')
})

test('what was said last is there although the process leaves in the same turn', () => {
  const path = join(folder, 'log')
  const program = `import { createLogFile } from ${JSON.stringify(join(import.meta.dirname, 'log-file.ts'))}
const log = createLogFile(${JSON.stringify(path)})
log.open()
log.write('why it leaves\\n')
process.exit(0)`
  execFileSync(process.execPath, ['--input-type=module', '--eval', program])
  expect(readFileSync(path, 'utf8')).toBe('why it leaves\n')
})

test.each(['stdout', 'stderr'] as const)(
  '/dev/%s is where a container wants it: nothing of it is opened, changed or turned over',
  (name) => {
    const program = `import { createLogFile } from ${JSON.stringify(join(import.meta.dirname, 'log-file.ts'))}
const log = createLogFile('/dev/${name}')
log.write('early\\n')
log.open()
log.write('late\\n')
log.close()`
    const file = join(folder, 'said')
    execFileSync('sh', [
      '-c',
      `"$@" ${name === 'stdout' ? '>' : '2>'}"$0"`,
      file,
      process.execPath,
      '--input-type=module',
      '--eval',
      program,
    ])
    expect(readFileSync(file, 'utf8')).toBe('early\nlate\n')
    const through = spawnSync(process.execPath, ['--input-type=module', '--eval', program])
    expect(through[name].toString()).toBe('early\nlate\n')
  },
)
