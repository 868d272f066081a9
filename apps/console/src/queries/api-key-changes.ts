import type { ApiKey, ModifyApiKey } from '@latchkey/contract'
import { api } from '../lib/client.ts'
import { readApiKey } from './api-key-queries.ts'

export const modifyApiKey = (ID: number, body: ModifyApiKey): Promise<ApiKey> =>
  api.apiKeys.modify({ params: { apiKeyID: String(ID) }, body })

export const removeApiKey = (ID: number): Promise<void> => api.apiKeys.remove({ params: { apiKeyID: String(ID) } })

export class NotLockedOut extends Error {}

/** Locked out is what the manager says when it is read again, not what was asked of it. */
export async function lockOutSurely(ID: number): Promise<ApiKey> {
  await modifyApiKey(ID, { active: false })
  const key = await readApiKey(ID)
  if (key.active) throw new NotLockedOut()
  return key
}
