import { spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { UnusableDatabase } from './errors.ts'
import { makePrivateFile, makePrivateFolder, writePrivateFile } from './private-files.ts'

let folder: string
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'latchkey-private-'))))
afterEach(() => rmSync(folder, { recursive: true, force: true }))

test('a folder is made with all that is above it, and found again', () => {
  const deep = join(folder, 'one', 'two')
  makePrivateFolder(deep)
  makePrivateFolder(`${deep}/`)
  expect([statSync(deep).mode & 0o777, statSync(join(folder, 'one')).mode & 0o777]).toEqual([0o700, 0o700])
})

// In a process of its own: one that tries for ever can only be killed.
test.each(['/proc/latchkey', '/proc/self/latchkey/keys'])(
  '%s is no place for one, and that is said at once',
  (path) => {
    const source = `import { makePrivateFolder } from ${JSON.stringify(join(import.meta.dirname, 'private-files.ts'))}
try { makePrivateFolder(${JSON.stringify(path)}) } catch (error) { console.log(error.name, error.message) }`
    const { signal, stdout } = spawnSync(process.execPath, ['--input-type=module', '--eval', source], {
      timeout: 10_000,
      killSignal: 'SIGKILL',
    })
    expect([signal, stdout.toString()]).toEqual([null, expect.stringContaining('UnusableDatabase /proc/')])
    expect(stdout.toString()).toContain('cannot be made a folder: ')
  },
  20_000,
)

test('a folder that others can read is not to be changed by whoever named it by mistake', () => {
  chmodSync(folder, 0o755)
  expect(() => makePrivateFolder(folder)).toThrow(
    `${folder} can be read by others (mode 755): run chmod 700 ${folder} if it is Latchkey's own, or choose another`,
  )
})

test('a folder that its owner cannot look into is told from one where nothing is', () => {
  const keys = join(folder, 'keys')
  mkdirSync(keys)
  chmodSync(keys, 0)
  // By its mode, for to root every folder is open.
  expect(() => makePrivateFolder(keys)).toThrow(`${keys} cannot be read by you (mode 0): run chmod 700 ${keys}`)
  expect(() => makePrivateFolder(keys)).toThrow(UnusableDatabase)
})

test('what a killed start has left is not in the way of the next with its number, as in a container each has', () => {
  const file = join(folder, 'file')
  for (const [write, expected] of [
    [() => makePrivateFile(file, 'first'), 'first'],
    [() => writePrivateFile(file, 'second'), 'second'],
  ] as const) {
    writeFileSync(`${file}.${process.pid}.tmp`, 'half', { mode: 0o600 })
    write()
    expect([readFileSync(file, 'utf8'), readdirSync(folder)]).toEqual([expected, ['file']])
  }
})
