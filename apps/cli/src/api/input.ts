import { readFileSync } from 'node:fs'
import type { Endpoint } from '@latchkey/contract'
import { z } from 'zod'
import { readPassword } from '../commands/password-file.ts'
import { UsageError } from '../stop.ts'
import type { Terminal } from '../terminal/terminal.ts'
import { fieldsOf, type Field } from './fields.ts'
import { isRecord, type Fields } from './records.ts'
import { valueOf } from './values.ts'

/** What stands on the command line beside the settings. */
export interface Given {
  /** Flags that are fields of the manager's own schemas. */
  readonly fields: Readonly<Record<string, string>>
  readonly tests: readonly string[]
  readonly body?: string | undefined
  readonly passwordFile?: string | undefined
  readonly secretFile?: string | undefined
  readonly showSecret?: boolean | undefined
  readonly yes?: boolean | undefined
}

const standardInput = 0

/** Fields that are flags: what is deeper comes in a file, and a password in one of its own. */
export const flagFieldsOf = (endpoint: Endpoint): readonly Field[] =>
  [...fieldsOf(endpoint.query), ...fieldsOf(endpoint.body)].filter(
    ({ kind }) => kind !== 'structure' && kind !== 'password',
  )

export const takesPassword = ({ body }: Endpoint): boolean => fieldsOf(body).some(({ kind }) => kind === 'password')

// Some take any body and look at none.
export const takesBody = ({ body }: Endpoint): boolean => body !== undefined && !(body instanceof z.ZodUnknown)

export function queryOf({ query }: Endpoint, { fields }: Given): Readonly<Record<string, string>> {
  const names = fieldsOf(query).map(({ name }) => name)
  return Object.fromEntries(Object.entries(fields).filter(([name]) => names.includes(name)))
}

/** The file first, then each flag over it; undefined where nothing is sent. */
export function bodyOf(endpoint: Endpoint, given: Given, terminal: Terminal): Fields | undefined {
  if (!takesBody(endpoint)) return undefined
  const known = fieldsOf(endpoint.body)
  const body: Record<string, unknown> = given.body === undefined ? {} : { ...readBody(given.body) }
  for (const field of known) {
    const text = given.fields[field.name]
    if (text !== undefined) body[field.name] = valueOf(field, text)
  }
  if (given.passwordFile !== undefined) body['password'] = readPassword(given.passwordFile, terminal)
  refuseMissing(known, body)
  return body
}

function refuseMissing(known: readonly Field[], body: Fields): void {
  const missing = known.filter(({ name, isRequired }) => isRequired && body[name] === undefined)
  if (missing.length > 0)
    throw new UsageError(`Missing: ${missing.map(flagFor).join(', ')}. --body FILE may hold them too.`)
  if (Object.keys(body).length > 0) return
  const flags = known.filter(({ kind }) => kind !== 'structure').map(flagFor)
  throw new UsageError(`There is nothing to change: give ${[...flags, '--body FILE'].join(', ')}.`)
}

const flagFor = ({ name, kind }: Field): string =>
  kind === 'password' ? '--password-file' : kind === 'structure' ? `${name} in --body FILE` : `--${name}`

export function readBody(file: string): Fields {
  const value = parsed(file)
  if (!isRecord(value)) throw new UsageError(`The file ${file} of --body holds no JSON object.`)
  return value
}

function parsed(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file === '-' ? standardInput : file, 'utf8'))
  } catch (error) {
    // What a parser complains of quotes the text, which may hold a password.
    const why = error instanceof SyntaxError ? 'it is not JSON' : error instanceof Error ? error.message : 'unknown'
    throw new UsageError(`The file ${file} of --body cannot be read: ${why}.`)
  }
}
