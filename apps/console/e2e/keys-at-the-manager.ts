import { randomUUID } from 'node:crypto'
import { request, type APIRequestContext } from '@playwright/test'

/** Of a key, what these tests look at. */
export interface KeyAtManager {
  readonly ID: number
  readonly keyName: string
  readonly description: string
  readonly roleID: number
  readonly locale: string
  readonly timeZone: string
  readonly active: boolean
  readonly created: number
  readonly expiryDate?: number
}

type Properties = Partial<Omit<KeyAtManager, 'ID' | 'created'>>

export const roleIDs = { fullAccess: 1, auditor: 2 }
export const uniqueName = (what: string): string => `${what} ${randomUUID().slice(0, 8)}`

// The manager closes a connection that nobody used for five seconds, now and then just as it is used again.
const again = { maxRetries: 2 } as const

/** Someone who works beside the console, with the manager's own API: a test changes only what it made itself. */
export class KeysAtManager {
  readonly #api: APIRequestContext
  readonly #made: number[]

  private constructor(api: APIRequestContext, made: number[]) {
    this.#api = api
    this.#made = made
  }

  static async signIn(manager: string, person: { userName: string; password: string }): Promise<KeysAtManager> {
    const version = { 'api-version': 'v1' }
    const session = await request.newContext({ baseURL: manager, extraHTTPHeaders: version })
    const { RID } = await answerOf<{ RID: string }>(session.post('/api/sessions', { data: person }))
    const bySession = { ...version, rID: RID }
    const { ID, secretKey } = await answerOf<{ ID: number; secretKey: string }>(
      session.post('/api/apikeys', {
        headers: bySession,
        data: { keyName: uniqueName('browser tests'), roleID: roleIDs.fullAccess },
      }),
    )
    await session.delete('/api/sessions/current', { headers: bySession })
    await session.dispose()
    const api = await request.newContext({
      baseURL: manager,
      extraHTTPHeaders: { ...version, 'api-secret-key': secretKey },
    })
    return new KeysAtManager(api, [ID])
  }

  async make(keyName: string, more: Properties = {}): Promise<KeyAtManager> {
    const { ID } = await answerOf<KeyAtManager>(
      this.#api.post('/api/apikeys', { ...again, data: { keyName, roleID: roleIDs.auditor, ...more } }),
    )
    this.#made.push(ID)
    return this.read(ID)
  }

  /** A key whose secret the test goes on with. */
  async issue(keyName: string, roleName: string): Promise<string> {
    const { roles } = await answerOf<{ roles: { ID: number; name: string }[] }>(this.#api.get('/api/roles', again))
    const roleID = roles.find(({ name }) => name === roleName)?.ID
    const { ID, secretKey } = await answerOf<{ ID: number; secretKey: string }>(
      this.#api.post('/api/apikeys', { ...again, data: { keyName, roleID } }),
    )
    this.#made.push(ID)
    return secretKey
  }

  /** The status of a call to the Vision One API that this secret makes, as the operator in a cluster does. */
  async statusAsCluster(secretKey: string, method: 'GET' | 'POST', path: string, data?: object): Promise<number> {
    const headers = { authorization: `Bearer ${secretKey}` }
    const response = await this.#api.fetch(`/v3.0${path}`, { ...again, method, headers, ...(data && { data }) })
    return response.status()
  }

  read(ID: number): Promise<KeyAtManager> {
    return answerOf(this.#api.get(`/api/apikeys/${ID}`, again))
  }

  async named(keyName: string): Promise<readonly KeyAtManager[]> {
    const { apiKeys } = await answerOf<{ apiKeys: KeyAtManager[] }>(
      this.#api.post('/api/apikeys/search', {
        ...again,
        data: { searchCriteria: [{ fieldName: 'keyName', stringTest: 'equal', stringValue: keyName }] },
      }),
    )
    return apiKeys
  }

  modify(ID: number, properties: Properties): Promise<KeyAtManager> {
    return answerOf(this.#api.post(`/api/apikeys/${ID}`, { ...again, data: properties }))
  }

  modifyUser(ID: number, properties: { readonly description: string }): Promise<unknown> {
    return answerOf(this.#api.post(`/api/administrators/${ID}`, { ...again, data: properties }))
  }

  async remove(ID: number): Promise<void> {
    await this.#api.delete(`/api/apikeys/${ID}`, again)
  }

  /** The status of a call that this secret makes. */
  async statusWith(secretKey: string): Promise<number> {
    const response = await this.#api.get('/api/apikeys/current', { ...again, headers: { 'api-secret-key': secretKey } })
    return response.status()
  }

  /** The key that works here goes last, when it is needed no more. */
  async end(): Promise<void> {
    for (const ID of this.#made.toReversed()) await this.#api.delete(`/api/apikeys/${ID}`, again)
    await this.#api.dispose()
  }
}

async function answerOf<Answer>(call: Promise<import('@playwright/test').APIResponse>): Promise<Answer> {
  const response = await call
  if (!response.ok()) throw new Error(`${response.url()} answered ${response.status()}: ${await response.text()}`)
  const answer: Answer = await response.json()
  return answer
}
