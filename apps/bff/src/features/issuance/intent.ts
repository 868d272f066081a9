import type { ApiKey, SealedSecret } from '@latchkey/contract'
import { z } from 'zod'
import type { Act } from '../../activity/recorder.ts'

export const stateSchema = z.enum(['running', 'sealed', 'unknown', 'flagged', 'notDone', 'refused', 'acknowledged'])
export type State = z.infer<typeof stateSchema>

export const operationSchema = z.enum(['create', 'newSecret', 'createForTenant'])
export type Operation = z.infer<typeof operationSchema>

export const originSchema = z.object({
  requestID: z.string(),
  address: z.string(),
  userAgent: z.string(),
  administratorID: z.int(),
  userName: z.string(),
  tenantName: z.string().optional(),
})

/** One wish of one person, from before the manager is asked until its secret has arrived. */
export interface Intent {
  readonly owner: string
  readonly idempotencyKey: string
  readonly scope: string
  readonly operation: Operation
  readonly fingerprint: string
  readonly publicKey: string
  /** What the manager is sent to create. */
  readonly body: Readonly<Record<string, unknown>>
  readonly state: State
  readonly message?: string | undefined
  readonly field?: string | undefined
  readonly status?: number | undefined
  readonly nameFolded?: string | undefined
  /** Among the person's own keys. */
  readonly apiKeyID?: number | undefined
  /** Whose key it is, where it is not the person's own tenant. */
  readonly tenantID?: number | undefined
  readonly apiKey?: ApiKey | undefined
  readonly sealed?: SealedSecret | undefined
  readonly begun: number
  /** By the manager's clock; absent until the manager is asked. */
  readonly sent?: number | undefined
  /** The same for the last time it was sent, by our own clock. */
  readonly attempted?: number | undefined
  readonly changed: number
  readonly lease: number
  readonly origin: z.infer<typeof originSchema>
}
export type Settled = Pick<Intent, 'state' | 'message' | 'field' | 'status' | 'apiKeyID' | 'apiKey' | 'sealed'>

const action = {
  create: 'apikey.created',
  newSecret: 'apikey.secret-replaced',
  createForTenant: 'apikey.created',
} as const satisfies Record<Operation, Act['action']>

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
