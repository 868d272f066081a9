import { Refusal } from '@latchkey/contract'

/** The header TMV1-Filter: name eq 'a' and (contains(role, 'b') or not status eq 'enabled'). */
export type Filter =
  | { readonly kind: 'eq' | 'contains'; readonly field: string; readonly value: string }
  | { readonly kind: 'and' | 'or'; readonly parts: readonly Filter[] }
  | { readonly kind: 'not'; readonly part: Filter }

const depthMax = 20
const token = /\s*(?:([(),])|'((?:[^']|'')*)'|([A-Za-z]+))/y

type Token =
  | { readonly kind: 'word' | 'sign'; readonly text: string }
  | { readonly kind: 'text'; readonly text: string }

export function parseFilter(header: string, lengthMax: number): Filter | undefined {
  if (header.trim() === '') return undefined
  if (header.length > lengthMax) throw unreadable(`it is longer than ${lengthMax} characters`)
  const tokens = tokensOf(header)
  const filter = either(tokens, 0)
  const [rest] = tokens
  if (rest !== undefined) throw unreadable(`"${rest.text}" stands where nothing more is expected`)
  return filter
}

function tokensOf(header: string): Token[] {
  const tokens: Token[] = []
  const text = header.trimEnd()
  for (token.lastIndex = 0; token.lastIndex < text.length;) {
    const from = token.lastIndex
    const found = token.exec(text)
    if (found === null) throw unreadable(`"${text.slice(from, from + 20)}" is neither a word nor a text in quotes`)
    const [, sign, quoted, word] = found
    if (sign !== undefined) tokens.push({ kind: 'sign', text: sign })
    else if (quoted !== undefined) tokens.push({ kind: 'text', text: quoted.replaceAll("''", "'") })
    else tokens.push({ kind: 'word', text: word ?? '' })
  }
  return tokens
}

const either = (tokens: Token[], depth: number) => joined('or', both, tokens, depth)
const both = (tokens: Token[], depth: number): Filter => joined('and', one, tokens, depth)

function joined(
  kind: 'and' | 'or',
  inner: (tokens: Token[], depth: number) => Filter,
  tokens: Token[],
  depth: number,
): Filter {
  const first = inner(tokens, depth)
  const parts = [first]
  while (takes(tokens, 'word', kind)) parts.push(inner(tokens, depth))
  return parts.length === 1 ? first : { kind, parts }
}

function one(tokens: Token[], depth: number): Filter {
  if (depth > depthMax) throw unreadable(`it is nested deeper than ${depthMax} levels`)
  if (takes(tokens, 'word', 'not')) return { kind: 'not', part: one(tokens, depth + 1) }
  if (takes(tokens, 'sign', '(')) {
    const inside = either(tokens, depth + 1)
    if (!takes(tokens, 'sign', ')')) throw unreadable('a parenthesis is not closed')
    return inside
  }
  if (takes(tokens, 'word', 'contains')) return contained(tokens)
  const field = next(tokens, 'word', "a test is written as: name eq 'value'")
  if (!takes(tokens, 'word', 'eq')) throw unreadable(`after ${field} stands eq`)
  return { kind: 'eq', field, value: next(tokens, 'text', `${field} is compared with a text in single quotes`) }
}

function contained(tokens: Token[]): Filter {
  const form = "contains is written as: contains(name, 'part')"
  if (!takes(tokens, 'sign', '(')) throw unreadable(form)
  const field = next(tokens, 'word', form)
  if (!takes(tokens, 'sign', ',')) throw unreadable(form)
  const value = next(tokens, 'text', form)
  if (!takes(tokens, 'sign', ')')) throw unreadable(form)
  return { kind: 'contains', field, value }
}

function next(tokens: Token[], kind: Token['kind'], otherwise: string): string {
  const first = tokens.shift()
  if (first?.kind !== kind) throw unreadable(otherwise)
  return first.text
}

function takes(tokens: Token[], kind: Token['kind'], text: string): boolean {
  const [first] = tokens
  if (first?.kind !== kind || first.text.toLowerCase() !== text) return false
  tokens.shift()
  return true
}

const unreadable = (why: string) => new Refusal(400, `The header TMV1-Filter cannot be read: ${why}.`)
