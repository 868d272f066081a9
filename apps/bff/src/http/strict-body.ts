import { Refusal } from '@latchkey/contract'
import type { FastifyInstance } from 'fastify'

const depthMax = 12

/** JSON only, not deep, and no name twice: what was checked is what is used. */
export function acceptStrictBodies(app: FastifyInstance): void {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('application/json', { parseAs: 'string' }, async (_request: unknown, text: string) => {
    if (text === '') return undefined
    const body = parse(text)
    if (namesIn(text) !== countNames(body, 0)) throw new Refusal(400, 'The body holds a property twice.')
    return body
  })
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new Refusal(400, 'The body is not valid JSON.', { cause })
  }
}

const namesIn = (text: string): number =>
  [...text.matchAll(/"(?:[^"\\]|\\.)*"(\s*:)?/g)].filter(([, colon]) => colon !== undefined).length

function countNames(value: unknown, depth: number): number {
  if (depth > depthMax) throw new Refusal(400, `The body is nested deeper than ${depthMax} levels.`)
  if (value === null || typeof value !== 'object') return 0
  const inner = Object.values(value)
  return inner.reduce<number>((sum, item) => sum + countNames(item, depth + 1), Array.isArray(value) ? 0 : inner.length)
}
