import type { Method } from '@latchkey/contract'
import type { DatabaseUnderTest } from '@latchkey/testing'
import { z } from 'zod'
import { startManager, type Headers } from './manager-under-test.ts'

export const keys = '/v3.0/iam/apiKeys'
export const clusters = '/v3.0/containerSecurity/kubernetesClusters'
export const selfManaged = '00000000-0000-0000-0000-000000000000'
export const amazon = '00000000-0000-0000-0000-000000000001'

export const createdSchema = z.array(
  z.object({
    status: z.literal(201),
    headers: z.array(z.object({ name: z.literal('Location'), value: z.string() })),
    body: z.object({ id: z.string(), value: z.string(), expiredDateTime: z.string() }),
  }),
)
export const listSchema = z.object({
  items: z.array(z.looseObject({ id: z.string(), name: z.string() })),
  count: z.number(),
  totalCount: z.number(),
  nextLink: z.string().optional(),
})

export const bearer = (token: string): Headers => ({ authorization: `Bearer ${token}` })

/** A manager whose clock stands still, and a key with full access that calls it as clients of Vision One do. */
export async function startVisionOne(databaseUnderTest: DatabaseUnderTest) {
  const clock = { now: Date.UTC(2026, 10, 30, 10, 20, 30, 123) }
  const manager = await startManager(databaseUnderTest, { clock: () => clock.now })
  const { secretKey } = await manager.newKey()
  const headers = bearer(secretKey)
  const call = (method: Method, url: string, body?: unknown, as: Headers = headers) =>
    manager.call(method, url, body, as)
  const create = async (...wanted: object[]) => createdSchema.parse((await call('POST', keys, wanted)).json())
  const createOne = async (name: string, more: object = {}) => {
    const [made] = await create({ name, role: 'Auditor', ...more })
    if (made === undefined) throw new Error('Nothing was made.')
    return made.body
  }
  const listed = async (url: string, filter = '') =>
    listSchema.parse((await call('GET', url, undefined, { ...headers, 'tmv1-filter': filter })).json())
  const names = async (url: string, filter = '') => (await listed(url, filter)).items.map(({ name }) => name)
  const eventsOf = async (column: 'target_id' | 'target_kind', value: number | string) => {
    const found = await manager.database.kysely
      .selectFrom('system_events')
      .select('number')
      .where(column, '=', value)
      .orderBy('id')
      .execute()
    return found.map(({ number }) => number)
  }
  return { ...manager, clock, secretKey, headers, call, create, createOne, listed, names, eventsOf }
}
export type VisionOneUnderTest = Awaited<ReturnType<typeof startVisionOne>>
