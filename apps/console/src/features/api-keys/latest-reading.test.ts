import { CallError } from '@latchkey/client'
import type { ApiKey } from '@latchkey/contract'
import { beforeEach, expect, test, vi } from 'vitest'
import { keyWith } from '../../queries/keys-for-tests.ts'
import { createLatestReading } from './latest-reading.ts'

const describeKey = vi.hoisted(() => vi.fn<() => Promise<ApiKey>>())
vi.mock('../../lib/client.ts', async () => ({
  api: { apiKeys: { describe: describeKey } },
  CallError: (await import('@latchkey/client')).CallError,
}))
vi.mock('../../lib/first-page.ts', () => ({ firstPage: {} }))

beforeEach(() => void describeKey.mockReset())

test('the answer of an earlier question says nothing once a later one was asked', async () => {
  const [first, second] = [Promise.withResolvers<ApiKey>(), Promise.withResolvers<ApiKey>()]
  describeKey.mockReturnValueOnce(first.promise).mockReturnValueOnce(second.promise)
  const read = createLatestReading()
  const [early, late] = [read(7), read(7)]
  second.resolve({ ...keyWith(7), active: false })
  first.resolve(keyWith(7))
  expect(await late).toMatchObject({ ID: 7, active: false })
  expect(await early).toBeUndefined()
})

test('each key has questions of its own', async () => {
  describeKey.mockResolvedValueOnce(keyWith(7)).mockResolvedValueOnce(keyWith(8))
  const read = createLatestReading()
  expect(await Promise.all([read(7), read(8)])).toMatchObject([{ ID: 7 }, { ID: 8 }])
})

test('a key that is gone is said to be, and a reading that failed says nothing', async () => {
  describeKey.mockRejectedValueOnce(new CallError('gone', { status: 404, changed: 'no' }))
  describeKey.mockRejectedValueOnce(new CallError('late', { status: 504, changed: 'no' }))
  const read = createLatestReading()
  expect(await read(7)).toBeNull()
  expect(await read(7)).toBeUndefined()
})
