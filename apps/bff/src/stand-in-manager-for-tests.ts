import { randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'

import { createStandInKeys } from './stand-in-keys-for-tests.ts'

interface SeenRequest {
  readonly method: string
  readonly path: string
  /** As they came, in their order and spelling. */
  readonly headers: readonly (readonly [name: string, value: string])[]
  readonly body: string
}
type Answer = (response: ServerResponse, request: SeenRequest) => void

export const password = 'correct horse battery'
export const held = {
  platformRights: {
    apikeyRights: { canViewApiKeys: true, canEditApiKeyProperties: true },
    computerRights: { canViewNotRelatedToComputers: true },
  },
}
const roles = [{ ID: 1, name: 'Full Access', rights: held }]

export const json =
  (status: number, body: unknown): Answer =>
  (response) =>
    void response
      .writeHead(status, { 'content-type': 'application/json' })
      .end(body === undefined ? '' : JSON.stringify(body))

/** A server of the tests' own that speaks as much of /api as the BFF asks for, and answers differently when told to. */
export async function startStandInManager() {
  const seen: SeenRequest[] = []
  const live = new Map<string, string>()
  const everLive: [sID: string, RID: string][] = []
  const told = new Map<string, Answer>()
  const keys = createStandInKeys()
  let locale = 'en-US'

  const usual: Record<string, Answer> = {
    'POST /api/sessions': (response, request) => {
      const given: { password?: string; userName?: string } = JSON.parse(request.body)
      if (given.password !== password) return json(401, { message: 'The sign-in was refused.' })(response, request)
      const [sID, RID] = [token(), token()]
      live.set(sID, RID)
      everLive.push([sID, RID])
      response.writeHead(200, {
        'content-type': 'application/json',
        'set-cookie': ['AWSALB=balancer; Path=/', `sID=${sID}; Path=/; HttpOnly`],
      })
      const administratorID = given.userName === 'second' ? 2 : 1
      response.end(JSON.stringify({ administratorID, created: 1, lastActivity: 1, accessType: 'webService', RID }))
    },
    'DELETE /api/sessions/current': (response, request) => {
      live.delete(sessionOf(request))
      response.writeHead(204).end()
    },
    'GET /api/roles': json(200, { roles }),
    'GET /api/roles/1': json(200, roles[0]),
    'GET /api/administrators/1': (response, request) =>
      json(200, { ID: 1, username: 'operator', roleID: 1, locale, timeZone: 'Europe/Berlin' })(response, request),
  }

  const answerKeys: Answer = (response, request) => {
    const { status, body } = keys.answer(request.method, request.path, request.body)
    json(status, body)(response, request)
  }
  /** The manager does what it is asked for, and its answer never arrives. */
  const loseAnswer: Answer = (response, request) => {
    keys.answer(request.method, request.path, request.body)
    response.destroy()
  }

  const server = createServer((request, response) => {
    void bodyOf(request).then((body) => {
      const now = { method: request.method ?? '', path: request.url ?? '', headers: pairsOf(request), body }
      seen.push(now)
      const name = `${now.method} ${now.path}`
      const isForAnyone = name === 'POST /api/sessions' || now.path === '/api/setup'
      if (!isForAnyone && !live.has(sessionOf(now)))
        return json(401, { message: 'Unknown credentials.' })(response, now)
      return (told.get(name) ?? usual[name] ?? answerKeys)(response, now)
    })
  })
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return {
    url: `http://127.0.0.1:${port}`,
    seen,
    /** Sessions that are alive, and all that ever were. */
    live,
    everLive: () => everLive,
    keys: keys.all,
    loseAnswer,
    forget: (request: string) => void told.delete(request),
    tell: (request: string, answer: Answer) => void told.set(request, answer),
    speak: (language: string) => void (locale = language),
    stop: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
const token = () => randomBytes(16).toString('hex').toUpperCase()

const sessionOf = ({ headers }: SeenRequest): string =>
  /sID=(\w+)/.exec(headers.find(([name]) => name === 'cookie')?.[1] ?? '')?.[1] ?? ''

const pairsOf = ({ rawHeaders }: IncomingMessage) =>
  rawHeaders.flatMap((name, index) => (index % 2 === 0 ? [[name, rawHeaders[index + 1] ?? ''] as const] : []))

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(Buffer.from(chunk))
  return Buffer.concat(chunks).toString('utf8')
}
