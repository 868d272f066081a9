import { z } from 'zod'

type Issue = z.core.$ZodRawIssue

const kinds: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
}

/** Says of a value what is allowed, in the words of the API rather than of the schema; a schema's own sentence goes first. */
export function speakOfValidation(): void {
  z.config({ customError: sentenceOf })
}

function sentenceOf(issue: Issue): string | undefined {
  switch (issue.code) {
    case 'invalid_type':
      if (issue.input === undefined) return 'is missing'
      return kinds[issue.expected] && `must be ${kinds[issue.expected]}`
    case 'invalid_value':
      return `must be ${issue.values.map((value) => JSON.stringify(value)).join(' or ')}`
    case 'too_small':
      return limit(issue.origin, 'fewer', 'shorter', 'less', String(issue.minimum))
    case 'too_big':
      return limit(issue.origin, 'more', 'longer', 'more', String(issue.maximum))
    case 'invalid_union':
      return deepest(issue.errors)
    case 'custom':
    case 'invalid_element':
    case 'invalid_format':
    case 'invalid_key':
    case 'not_multiple_of':
    case 'unrecognized_keys':
      return undefined
  }
}

function limit(origin: string, items: string, text: string, number: string, bound: string): string | undefined {
  if (origin === 'array') return `cannot have ${items} than ${bound} entries`
  if (origin === 'string') return `cannot be ${text} than ${bound} characters`
  return origin === 'number' || origin === 'int' ? `cannot be ${number} than ${bound}` : undefined
}

/** Whichever form came closest, so that a slip inside a list is not told as "no list"; the first is the documented one. */
function deepest(forms: readonly (readonly z.core.$ZodIssue[])[]): string | undefined {
  const firsts = forms.flatMap(([first]) => first ?? [])
  const depth = Math.max(...firsts.map(({ path }) => path.length))
  const closest = firsts.find(({ path }) => path.length === depth)
  if (closest === undefined) return undefined
  return depth === 0 ? closest.message : `${closest.path.join('.')} ${closest.message}`
}
