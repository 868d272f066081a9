import { Refusal } from '@latchkey/contract'
import type { FastifyInstance } from 'fastify'

const depthMax = 12
const namesMax = 1_000
const utf8 = new TextDecoder('utf-8', { fatal: true })

/** Real clients send a JSON type with no body, a body with no type, and null: all of it is read as JSON or as nothing. */
export function acceptBodies(app: FastifyInstance): void {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser(
    '*',
    { parseAs: 'buffer' },
    async (request: { headers: { 'content-type'?: string | undefined } }, bytes: Buffer) => {
      if (bytes.length === 0) return undefined
      const [type = ''] = (request.headers['content-type'] ?? 'application/json').split(';')
      if (type.trim().toLowerCase() !== 'application/json')
        throw new Refusal(415, `The body is ${type.trim() || 'of no type'}, not application/json.`)
      const body = parse(bytes)
      measure(body)
      return body
    },
  )
}

function parse(bytes: Buffer): unknown {
  try {
    return JSON.parse(utf8.decode(bytes))
  } catch (cause) {
    throw new Refusal(400, 'The body is not valid JSON in UTF-8.', { cause })
  }
}

function measure(body: unknown): void {
  let names = 0
  let level: unknown[] = [body]
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > depthMax) throw new Refusal(400, `The body is nested deeper than ${depthMax} levels.`)
    const next: unknown[] = []
    for (const value of level) {
      if (value === null || typeof value !== 'object') continue
      const inner = Object.values(value)
      if (!Array.isArray(value)) names += inner.length
      for (const item of inner) next.push(item)
    }
    if (names > namesMax) throw new Refusal(400, `The body holds more than ${namesMax} properties.`)
    level = next
  }
}
