import type { ApiChange } from './api-change.ts'
import { shellQuoted } from './shell-quoted.ts'

type Body = NonNullable<ApiChange['body']>

const nouns: Readonly<Record<string, string>> = {
  administrators: 'users',
  apikeys: 'keys',
  roles: 'roles',
  systemsettings: 'settings',
  tenants: 'tenants',
}
const secretFile = '--secret-file api-key.secret'
const mark = 'JSON'

/** The change as a command of ours; undefined for what it cannot do: it calls with an API key, and a key is no person. */
export function commandLine({ method, path, body = {}, IDs }: ApiChange): string | undefined {
  const [, resource = '', part, operation, ...rest] = path.split('/')
  const noun = nouns[resource]
  if (noun === undefined || rest.length > 0 || part === 'current') return undefined
  const target = IDs ? '"$ID"' : (part ?? '')
  const command =
    noun === 'settings' ? settingsCommand(method, part, body) : objectCommand(method, operation, target, body)
  if (command === undefined) return undefined
  const { words, rest: inFile } = command
  const line = ['latchkey', noun, ...words].filter(Boolean).join(' ')
  const whole =
    Object.keys(inFile).length > 0 ? `${line} --body - <<'${mark}'\n${JSON.stringify(inFile)}\n${mark}` : line
  return IDs ? `for ID in ${IDs.join(' ')}; do\n  ${whole}\ndone` : whole
}

interface Command {
  readonly words: readonly string[]
  /** What is too deep for a flag. */
  readonly rest: Body
}

function objectCommand(
  method: ApiChange['method'],
  operation: string | undefined,
  target: string,
  body: Body,
): Command | undefined {
  const { words, rest } = flagsOf(body)
  if (operation === 'secretkey') return { words: ['new-secret', target, '--yes', secretFile], rest: {} }
  if (operation === 'apikeys') return { words: ['create-key', target, secretFile, ...words], rest }
  if (operation !== undefined) return undefined
  if (method === 'DELETE') return { words: ['delete', target, '--yes'], rest: {} }
  if (target !== '') return { words: [...verbOf(body, target), ...(isLock(body) ? [] : words)], rest }
  const isKey = 'keyName' in body
  return { words: ['create', ...(isKey ? [secretFile] : []), ...words], rest }
}

const isLock = (body: Body): boolean => Object.keys(body).join() === 'active'
const verbOf = (body: Body, target: string): readonly string[] =>
  isLock(body) ? [body['active'] === true ? 'unlock' : 'lock', target] : ['change', target]

function settingsCommand(method: ApiChange['method'], name: string | undefined, body: Body): Command | undefined {
  if (name !== undefined) return method === 'DELETE' ? { words: ['reset', name], rest: {} } : undefined
  const [[only, setting] = [], ...others] = Object.entries(body)
  const value = typeof setting === 'object' && setting !== null && 'value' in setting ? setting.value : undefined
  return only !== undefined && others.length === 0 && typeof value === 'string'
    ? { words: ['change', only, '--value', shellQuoted(value)], rest: {} }
    : { words: ['change'], rest: body }
}

function flagsOf(body: Body): Command {
  const words: string[] = []
  const rest: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(body))
    if (name === 'password') words.push('--password-file', 'password.txt')
    else if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
      words.push(`--${name}`, shellQuoted(flagText(name, value)))
    else if (value !== undefined) rest[name] = value
  return { words, rest }
}

const flagText = (name: string, value: string | number | boolean): string =>
  name === 'expiryDate' && typeof value === 'number' && value > 0 ? new Date(value).toISOString() : String(value)
