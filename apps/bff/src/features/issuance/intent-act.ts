import type { Act } from '../../activity/recorder.ts'
import type { Intent } from './issuance-repository.ts'

const action = {
  create: 'apikey.created',
  newSecret: 'apikey.secret-replaced',
  createForTenant: 'apikey.created',
} as const satisfies Record<Intent['operation'], Act['action']>

/** What an intent is in the record: about a key, or about the tenant whose key it is. */
export function actOf(
  { operation, body, tenantID, apiKey, apiKeyID = apiKey?.ID }: Intent,
  done: Act['action'] = action[operation],
): Act {
  const { keyName = apiKey?.keyName } = body
  if (tenantID === undefined)
    return {
      action: done,
      objectKind: 'apiKeys',
      ...(apiKeyID !== undefined && { objectID: apiKeyID }),
      ...(typeof keyName === 'string' && { objectName: keyName }),
    }
  const detail = {
    ...(typeof keyName === 'string' && { keyName }),
    ...(apiKeyID !== undefined && { apiKeyID }),
  }
  return { action: done, objectKind: 'tenants', objectID: tenantID, detail }
}
