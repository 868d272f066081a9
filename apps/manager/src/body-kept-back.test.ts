import { once } from 'node:events'
import { request } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import { databasesUnderTest } from '@latchkey/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { secretHeaders, startManager, type Headers, type ManagerUnderTest } from './manager-under-test.ts'

describe.each(databasesUnderTest())('a call whose body is kept back on $name', (databaseUnderTest) => {
  let manager: ManagerUnderTest
  let port: number
  beforeAll(async () => {
    manager = await startManager(databaseUnderTest)
    port = Number(new URL(await manager.app.listen({ port: 0, host: '127.0.0.1' })).port)
  })
  afterAll(() => manager.stop())

  /** The head now, the body when it is asked for; answers the status. */
  async function begin(method: 'POST' | 'DELETE', path: string, headers: Headers) {
    const body = JSON.stringify({ keyName: 'made afterwards', roleID: 1 })
    const call = request({
      port,
      host: '127.0.0.1',
      method,
      path,
      agent: false,
      headers: { ...headers, host: 'localhost:80', 'content-type': 'application/json', 'content-length': body.length },
    })
    call.flushHeaders()
    await wait(50)
    return async (): Promise<number | undefined> => {
      call.end(body)
      const [response] = await once(call, 'response')
      response.resume()
      return response.statusCode
    }
  }

  test.each([
    ['locked out', 403, (ID: number) => manager.succeed('POST', `/api/apikeys/${ID}`, { active: false })],
    ['given a new secret', 401, (ID: number) => manager.succeed('POST', `/api/apikeys/${ID}/secretkey`)],
    ['deleted', 401, (ID: number) => manager.succeed('DELETE', `/api/apikeys/${ID}`)],
    ['given less rights', 403, (ID: number) => manager.succeed('POST', `/api/apikeys/${ID}`, { roleID: 2 })],
  ] as const)('is refused once its key was %s', async (_, refused, revoke) => {
    const { ID, secretKey } = await manager.newKey()
    const other = await manager.newKey()
    const finishers = [
      await begin('POST', '/api/apikeys', secretHeaders(secretKey)),
      await begin('DELETE', `/api/apikeys/${other.ID}`, secretHeaders(secretKey)),
    ]
    await revoke(ID)
    await wait(100)
    expect(await Promise.all(finishers.map((finish) => finish()))).toEqual([refused, refused])
    expect((await manager.call('GET', `/api/apikeys/${other.ID}`)).statusCode).toBe(200)
  })

  test('is refused once its session has ended', async () => {
    const session = await manager.signIn()
    const finish = await begin('POST', '/api/apikeys', session)
    await manager.succeed('DELETE', '/api/sessions/current', undefined, session)
    await wait(100)
    expect(await finish()).toBe(401)
  })
})
