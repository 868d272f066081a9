import { execFile, execFileSync } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseEnv, promisify } from 'node:util'
import { afterAll, describe, expect, test } from 'vitest'
import { fileNameFor, resourceName, secretFormats } from './secret-formats.ts'

const secrets = ['7:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=', 'odd "$HOME" `x` \\n #1 = a: b!', "it's"]
const folder = mkdtempSync(join(tmpdir(), 'latchkey-formats-'))
afterAll(() => rmSync(folder, { recursive: true }))

function formatted(id: string, secret: string): string {
  const format = secretFormats.find((candidate) => candidate.id === id)
  if (!format) throw new Error(`There is no format ${id}.`)
  return format.text({ secret, keyName: 'Payments CI 鍵', apiKeyID: 7 })
}

describe.each(secrets)('%j', (secret) => {
  test('is itself', () => {
    expect(formatted('plain', secret)).toBe(secret)
  })
  test('is read from a .env file', () => {
    expect(parseEnv(formatted('env', secret))).toEqual({ API_SECRET_KEY: secret })
  })
  test('is read as JSON', () => {
    expect(JSON.parse(formatted('json', secret))).toMatchObject({ ID: 7, secretKey: secret })
  })
  test('is sent by curl, which reads the file', async () => {
    const server = createServer((request, response) => response.end(request.headers['api-secret-key']))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const address = server.address()
    const port = typeof address === 'object' ? address?.port : undefined
    const file = join(folder, 'key.header')
    writeFileSync(file, formatted('curl', secret))
    const { stdout } = await promisify(execFile)('curl', ['-s', '-H', `@${file}`, `http://127.0.0.1:${port}`])
    server.close()
    expect(stdout).toBe(secret)
  })
  test('reaches Vault by its standard input', () => {
    const vault = join(folder, 'vault')
    writeFileSync(vault, '#!/bin/sh\nfor part; do echo "$part"; done\ncat\n')
    chmodSync(vault, 0o700)
    const env = { ...process.env, PATH: `${folder}:${process.env['PATH']}` }
    const lines = execFileSync('sh', ['-c', formatted('vault', secret)], { encoding: 'utf8', env })
      .trim()
      .split('\n')
    expect(lines.slice(0, 5)).toEqual(['kv', 'put', '-mount=secret', 'latchkey/payments-ci', '-'])
    expect(JSON.parse(lines[5] ?? '')).toEqual({ 'api-secret-key': secret })
  })
  test('stands in PowerShell between single quotes, where only they are doubled', () => {
    const [, text = ''] = /^\$env:API_SECRET_KEY = '(.*)'\n$/s.exec(formatted('powershell', secret)) ?? []
    expect(text.replaceAll("''", "'")).toBe(secret)
  })
})

test.each([
  ['properties', 'secretkey=7\\:a\\=\n'],
  ['powershell', "$env:API_SECRET_KEY = '7:a='\n"],
  ['kubernetes', expect.stringMatching(/^apiVersion: v1\nkind: Secret\n.*stringData:\n {2}api-secret-key: "7:a="\n$/s)],
])('%s is written so', (id, text) => {
  expect(formatted(id, '7:a=')).toEqual(text)
})

test.each([
  ['payments-ci', 'payments-ci.txt'],
  ['a/b\\c:d', 'a-b-c-d.txt'],
  ['..', 'api-key.txt'],
  ['鍵 1', '鍵 1.txt'],
])('the file for %j is %j', (keyName, fileName) => {
  const [plain] = secretFormats
  expect(plain && fileNameFor(keyName, plain)).toBe(fileName)
})

test('a name without a letter that Kubernetes takes still gives one', () => {
  expect(resourceName('鍵')).toBe('api-key')
})
