import { randomBytes } from 'node:crypto'

export interface StandInKey {
  readonly ID: number
  readonly keyName: string
  readonly description: string
  readonly created: number
  readonly lastSignIn?: number
  readonly [property: string]: unknown
}
interface Answered {
  readonly status: number
  readonly body?: unknown
}

interface Search {
  readonly maxItems?: number
  readonly searchCriteria?: readonly { readonly stringValue: string; readonly stringWildcards?: boolean }[]
}

/** As in the product % stands for anything and _ for one character, unless that is switched off. */
function fits(keyName: string, { stringValue, stringWildcards = true }: NonNullable<Search['searchCriteria']>[number]) {
  if (!stringWildcards) return keyName === stringValue
  const literal = stringValue.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  return new RegExp(`^${literal.replaceAll('%', '.*').replaceAll('_', '.')}$`).test(keyName)
}

const defaults = {
  description: '',
  locale: 'en-US',
  timeZone: 'Etc/UTC',
  active: true,
  unsuccessfulSignInAttempts: 0,
  serviceAccount: false,
}
const missing: Answered = { status: 404, body: { message: 'The API key does not exist.' } }

/** Keys with secrets, as far as issuance asks for them: a name once, and only the newest secret is valid. */
export function createStandInKeys() {
  const all = new Map<number, { key: StandInKey; secrets: string[] }>()
  const secretOf = (ID: number) => `${ID}:${randomBytes(32).toString('base64')}`
  for (const ID of [1, 2, 3])
    all.set(ID, { key: { ...defaults, roleID: 1, keyName: `key-${ID}`, created: 1, ID }, secrets: [secretOf(ID)] })

  function create(body: Record<string, unknown>): Answered {
    const keyName = String(body['keyName'])
    if ([...all.values()].some(({ key }) => key.keyName === keyName))
      return { status: 400, body: { message: 'keyName: there is already a key with this name', field: 'keyName' } }
    const ID = Math.max(...all.keys()) + 1
    const key = { ...defaults, roleID: 1, ...body, keyName, created: Date.now(), ID }
    const secretKey = secretOf(ID)
    all.set(ID, { key, secrets: [secretKey] })
    return { status: 200, body: { ...key, secretKey } }
  }

  function search({ maxItems, searchCriteria: [criterion] = [] }: Search): Answered {
    const found = [...all.values()]
      .map(({ key }) => key)
      .filter(({ keyName }) => !criterion || fits(keyName, criterion))
    return { status: 200, body: { apiKeys: found.slice(0, maxItems) } }
  }

  function ofOne(method: string, ID: number, what: string | undefined, body: Record<string, unknown>): Answered {
    const known = all.get(ID)
    if (known === undefined) return missing
    if (what !== undefined) {
      const secretKey = secretOf(ID)
      known.secrets.push(secretKey)
      return { status: 200, body: { ...known.key, secretKey } }
    }
    if (method === 'DELETE') {
      all.delete(ID)
      return { status: 204 }
    }
    if (method === 'POST') known.key = { ...known.key, ...body }
    return { status: 200, body: known.key }
  }

  return {
    all,
    answer(method: string, path: string, text: string): Answered {
      const body: Record<string, unknown> = text === '' ? {} : JSON.parse(text)
      const name = `${method} ${path}`
      if (name === 'GET /api/apikeys') return search({})
      if (name === 'POST /api/apikeys') return create(body)
      if (name === 'POST /api/apikeys/search') return search(body)
      const [, ID, what] = /^\/api\/apikeys\/(\d+)(\/secretkey)?$/.exec(path) ?? []
      return ID === undefined ? missing : ofOne(method, Number(ID), what, body)
    },
  }
}
