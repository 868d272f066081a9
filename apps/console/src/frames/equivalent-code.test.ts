import { execFile } from 'node:child_process'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { equivalentCode } from './equivalent-code.ts'

const received: { method: string | undefined; url: string | undefined; body: string; secret: unknown }[] = []
const server = createServer((request, response) => void receive(request, response))

async function receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = await bodyOf(request)
  received.push({ method: request.method, url: request.url, body, secret: request.headers['api-secret-key'] })
  response.end('{}')
}
let manager: string

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  manager = `http://127.0.0.1:${address.port}`
})
afterAll(() => server.close())

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(Buffer.from(chunk))
  return Buffer.concat(chunks).toString()
}

const body = { keyName: `it's "$HOME" \`x\` \\n 鍵`, roleID: 2, active: true }
const commands: Readonly<Record<string, readonly [string, ...string[]]>> = {
  curl: ['bash', '-c'],
  python: ['python3', '-c'],
  javascript: ['node', '--input-type=module', '-e'],
}

test.each(equivalentCode({ method: 'POST', path: '/apikeys', body }))('$name runs as shown', async ({ id, text }) => {
  const [command, ...given] = commands[id] ?? ['false']
  received.length = 0
  await runBeside(command, [...given, text])
  expect(received).toHaveLength(1)
  expect(received[0]).toMatchObject({ method: 'POST', url: '/api/apikeys', secret: 'stands in the environment' })
  expect(JSON.parse(received[0]?.body ?? '')).toEqual(body)
})

test('the secret is in none of them', () => {
  for (const { text } of equivalentCode({ method: 'DELETE', path: '/apikeys/7' })) {
    expect(text).toContain('API_SECRET_KEY')
    expect(text).toContain('/apikeys/7')
  }
})

async function runBeside(command: string, given: readonly string[]): Promise<void> {
  const env = { ...process.env, MANAGER: manager, API_SECRET_KEY: 'stands in the environment' }
  await new Promise<void>((resolve, reject) => {
    execFile(command, [...given], { env }, (error) => (error ? reject(error) : resolve()))
  })
}
