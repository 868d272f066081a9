import type { Issuance, Issue } from '@latchkey/contract'
import { api } from '../lib/client.ts'

// None of these is kept in the query cache: what they answer may hold a sealed secret.

export const issue = (wish: Issue): Promise<Issuance> => api.issuances.create({ body: wish })

export const describeIssuance = (idempotencyKey: string): Promise<Issuance> =>
  api.issuances.describe({ params: { idempotencyKey } })

export const acknowledgeIssuance = (idempotencyKey: string): Promise<void> =>
  api.issuances.acknowledge({ params: { idempotencyKey }, body: {} })
