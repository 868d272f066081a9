import type { DatabaseUnderTest } from '@latchkey/testing'
import fc from 'fast-check'
import { expect } from 'vitest'
import { z } from 'zod'
import { endpointNamed, hostileRequest, someCluster, type HostileRequest } from './hostile-requests-under-test.ts'
import { secretHeaders, startManager, type Headers, type ManagerUnderTest } from './manager-under-test.ts'
import { bearer } from './vision-one-under-test.ts'

/** Good requests gone bad: whatever comes, the answer is one that the contract names, and the manager goes on as it was. */
export async function fuzzContract(
  databaseUnderTest: DatabaseUnderTest,
  requests: number,
): Promise<{ answered: number }> {
  const manager = await startManager(databaseUnderTest)
  try {
    const callers = await prepareCallers(manager)
    let answered = 0
    await fc.assert(
      fc.asyncProperty(hostileRequest, async (request) => {
        checkAnswer(request, await send(manager, callers, request))
        answered += 1
      }),
      // What was done before is part of the state, so a smaller request may fail for another reason.
      { numRuns: requests, endOnFailure: true },
    )
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false)
    expect(manager.lines.filter((line) => line.includes('"msg":"failed"'))).toEqual([])
    expect((await manager.call('GET', '/api/apikeys', undefined, callers.keys.full)).statusCode).toBe(200)
    return { answered }
  } finally {
    await manager.stop()
  }
}

interface Callers {
  readonly keys: Readonly<Record<HostileRequest['who'], Headers>>
  /** Calls about itself: what answers a new secret is this one's. */
  self: Headers
  session: Headers
  cluster: string
}

// The IDs 1 to 5 are theirs; the hostile requests name those after.
async function prepareCallers(manager: ManagerUnderTest): Promise<Callers> {
  const { ID: weakRole } = await manager.newRole()
  const full = await manager.newKey()
  const weak = await manager.newKey({ roleID: weakRole })
  const self = await manager.newKey()
  for (let made = 0; made < 40; made += 1) await manager.newKey({ roleID: 2 })
  return {
    keys: {
      full: secretHeaders(full.secretKey),
      weak: secretHeaders(weak.secretKey),
      nobody: { 'api-version': 'v1' },
      wrong: secretHeaders(`${weak.ID}:${full.secretKey.split(':')[1]}`),
    },
    self: secretHeaders(self.secretKey),
    session: manager.session,
    cluster: 'none-yet',
  }
}

type Answer = Awaited<ReturnType<ManagerUnderTest['app']['inject']>>

async function send(manager: ManagerUnderTest, callers: Callers, request: HostileRequest): Promise<Answer> {
  const { operation, payload, url } = request
  const { method, access } = endpointNamed(operation)
  const answer = await manager.app.inject({
    method,
    url: url.replace(someCluster, callers.cluster),
    headers: { ...credentialsFor(callers, request), ...request.headers },
    ...(payload !== undefined && { payload }),
  })
  const { statusCode } = answer
  const secret = z.object({ secretKey: z.string() }).safeParse(jsonOf(answer))
  if (access === 'key' && secret.success) callers.self = secretHeaders(secret.data.secretKey)
  if (operation.endsWith('/kubernetesClusters') && statusCode === 201)
    callers.cluster = String(answer.headers.location).split('/').at(-1) ?? ''
  if (operation === 'DELETE /api/sessions/current' && statusCode === 204) callers.session = await manager.signIn()
  return answer
}

function credentialsFor({ keys, self, session }: Callers, { operation, who }: HostileRequest): Headers {
  const { access } = endpointNamed(operation)
  if (operation.includes(' /v3.0/')) return bearer(keys[who]['api-secret-key'] ?? '')
  if (who !== 'full') return keys[who]
  return access === 'session' ? session : access === 'key' ? self : keys.full
}

function checkAnswer({ operation, payload }: HostileRequest, answer: Answer): void {
  const endpoint = endpointNamed(operation)
  const { statusCode } = answer
  const schema = endpoint.replies[statusCode]
  if (schema === undefined) throw new Error(`${statusCode} is not declared: ${answer.body.slice(0, 500)}`)
  if (statusCode >= 500) throw new Error(`${statusCode} ${answer.body}`)
  if (schema === null) expect(answer.body).toBe('')
  // Exactly what the contract names, no more and no less.
  else expect(schema.parse(answer.json())).toEqual(answer.json())
  if (statusCode >= 400) return
  expect(jsonOf(answer) ?? {}).not.toHaveProperty('message')
  // However a body is typed and spelled, none is acted on that its schema refuses.
  if (endpoint.body && payload) expect(endpoint.body.safeParse(parsed(payload)).error).toBeUndefined()
}

// Some clients of Windows begin with a byte order mark, which is let pass.
const parsed = (payload: string): unknown => JSON.parse(payload.replace(/^\ufeff/, ''))

const jsonOf = (answer: Answer): unknown => (answer.body === '' ? undefined : answer.json())
