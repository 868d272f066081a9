import { execFileSync, spawnSync } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'

let folder: string
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'latchkey-key-'))))
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const program = [
  '--input-type=module',
  '--eval',
  `import { readApiKey } from ${JSON.stringify(join(import.meta.dirname, 'api-key-file.ts'))}
try { console.log(readApiKey('-')) } catch (error) { console.log(error.message) }`,
]

test('- is standard input, as it is for a password', () => {
  expect(execFileSync(process.execPath, program, { input: '3:AAAA\nmore' }).toString()).toBe('3:AAAA\n')
  expect(execFileSync(process.execPath, program, { input: '' }).toString()).toContain(
    'The standard input of --api-key-file holds no API key',
  )
})

test('a file that others can read is refused there too', () => {
  const file = join(folder, 'open')
  writeFileSync(file, '3:AAAA', { mode: 0o644 })
  const input = openSync(file, 'r')
  const { stdout } = spawnSync(process.execPath, program, { stdio: [input, 'pipe', 'pipe'] })
  closeSync(input)
  expect(stdout.toString()).toContain('Others can read the standard input of --api-key-file')
})
