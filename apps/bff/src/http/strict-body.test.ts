import fastify from 'fastify'
import { expect, test } from 'vitest'
import { acceptStrictBodies } from './strict-body.ts'

const app = fastify()
app.register(async (scope) => {
  acceptStrictBodies(scope, 64 * 1024)
  scope.post('/', async ({ body }) => body)
})
const post = (payload: string) =>
  app.inject({ method: 'POST', url: '/', headers: { 'content-type': 'application/json' }, payload })

test('a body full of quotation marks is read at once', async () => {
  const text = '"'.repeat(30_000)
  const began = process.threadCpuUsage()
  expect((await post(JSON.stringify({ text }))).json()).toEqual({ text })
  const { user, system } = process.threadCpuUsage(began)
  expect((user + system) / 1_000).toBeLessThan(1_000)
})

test.each([
  '{"list":["x",":y"]}',
  '{"list":["\\"",":","\\\\"],"a\\":":"b\\":"}',
  '{"a" : {"a":"a: ","b":"{\\"a\\":1}"}}',
])('a text that looks like a name is none: %s', async (text) => {
  expect((await post(text)).json()).toEqual(JSON.parse(text))
})

test.each(['{"a":1,"a":1}', '{"a":{"b":1,"\\u0062":2}}', '[{"a" :1},{"a":1,"a"\n:2}]'])(
  'a name that stands twice is refused: %s',
  async (text) => {
    expect((await post(text)).statusCode).toBe(400)
  },
)
