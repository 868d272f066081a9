import type { ApiKey } from '@latchkey/contract'
import { statusOf } from '../../lib/query-client.ts'
import { readApiKey } from '../../queries/api-key-queries.ts'

/**
 * What a key is now, null when it is gone. Of two readings the one that was asked for first may come last: it, like one that
 * failed, says nothing.
 */
export function createLatestReading(): (ID: number) => Promise<ApiKey | null | undefined> {
  const asked = new Map<number, Promise<ApiKey | null | undefined>>()
  return async (ID) => {
    const reading = readApiKey(ID, { passive: true }).catch((error) => (statusOf(error) === 404 ? null : undefined))
    asked.set(ID, reading)
    const now = await reading
    return asked.get(ID) === reading ? now : undefined
  }
}
