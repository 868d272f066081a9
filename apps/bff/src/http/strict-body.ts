import { Refusal } from '@latchkey/contract'
import type { FastifyInstance } from 'fastify'

const depthMax = 12

/** JSON only, not large, not deep, and no name twice: what was checked is what is used. */
export function acceptStrictBodies(app: FastifyInstance, bytesMax: number): void {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser(
    'application/json',
    { parseAs: 'string', bodyLimit: bytesMax },
    async (_request: unknown, text: string) => {
      if (text === '') return undefined
      const body = parse(text)
      if (namesIn(text) !== countNames(body, 1)) throw new Refusal(400, 'The body holds a property twice.')
      return body
    },
  )
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new Refusal(400, 'The body is not valid JSON.', { cause })
  }
}

// In JSON that is valid, a string before a colon is a name. A name that stands twice is there twice in the text and once in the object.
// Each string is taken whole, whatever follows it: none of its characters is looked at twice.
const namesIn = (text: string): number =>
  (text.match(/"(?:[^"\\]|\\.)*"(?:\s*:)?/g) ?? []).filter((found) => found.endsWith(':')).length

function countNames(value: unknown, depth: number): number {
  if (value === null || typeof value !== 'object') return 0
  if (depth > depthMax) throw new Refusal(400, `The body is nested deeper than ${depthMax} levels.`)
  const inner = Object.values(value)
  return inner.reduce<number>((sum, item) => sum + countNames(item, depth + 1), Array.isArray(value) ? 0 : inner.length)
}
