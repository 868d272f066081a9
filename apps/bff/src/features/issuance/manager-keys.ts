import { apiKeySchema, Refusal, tenantSchema } from '@latchkey/contract'
import { z } from 'zod'
import type { ManagerClient, ManagerCredentials } from '../../manager-client.ts'
import type { Intent } from './issuance-repository.ts'

const foundSchema = z.looseObject({
  ID: apiKeySchema.shape.ID,
  keyName: z.string(),
  created: z.number().optional().catch(undefined),
  lastSignIn: z.number().optional().catch(undefined),
})
export type FoundKey = z.infer<typeof foundSchema>
const listSchema = z.object({ apiKeys: z.array(foundSchema) })

export interface Looked<Found> {
  readonly found: Found
  /** When the manager said so, by its own clock; it names whole seconds only. */
  readonly at: number | undefined
}

export const folded = (name: string): string => name.normalize('NFC').trim().toLowerCase()

/** The key that has this name, if any; undefined where the person may not look. */
export async function lookForName(
  manager: ManagerClient,
  credentials: ManagerCredentials,
  name: string,
): Promise<Looked<FoundKey | undefined> | undefined> {
  const searchCriteria = [{ fieldName: 'keyName', stringTest: 'equal', stringValue: name, stringWildcards: false }]
  return await unlessForbidden(async () => {
    const request = { method: 'POST', path: '/apikeys/search', body: { maxItems: 50, searchCriteria } } as const
    const { value, sentAt } = await manager.look(request, credentials)
    const list = listSchema.safeParse(value)
    if (!list.success) throw new Refusal(502, 'The manager answered a search with something that cannot be used.')
    return { found: list.data.apiKeys.find(({ keyName }) => folded(keyName) === folded(name)), at: sentAt }
  })
}

/** This key; `found` is undefined where there is none. */
export async function lookAt(
  manager: ManagerClient,
  credentials: ManagerCredentials,
  apiKeyID: number,
): Promise<Looked<FoundKey | undefined> | undefined> {
  return await unlessForbidden(async () => {
    try {
      const { value, sentAt } = await manager.look({ method: 'GET', path: `/apikeys/${apiKeyID}` }, credentials)
      const key = foundSchema.safeParse(value)
      if (!key.success) throw new Refusal(502, 'The manager described a key with something that cannot be used.')
      return { found: key.data, at: sentAt }
    } catch (error) {
      if (error instanceof Refusal && error.status === 404) return { found: undefined, at: undefined }
      throw error
    }
  })
}

/** The tenant that a key is to be for; undefined where the person may not look. */
export async function lookAtTenant(
  manager: ManagerClient,
  credentials: ManagerCredentials,
  tenantID: number,
): Promise<{ name: string } | undefined> {
  return await unlessForbidden(async () => {
    const { value } = await manager.look({ method: 'GET', path: `/tenants/${tenantID}` }, credentials)
    const tenant = tenantSchema.pick({ name: true }).safeParse(value)
    if (!tenant.success) throw new Refusal(502, 'The manager described a tenant with something that cannot be used.')
    return tenant.data
  })
}

async function unlessForbidden<Result>(look: () => Promise<Result>): Promise<Result | undefined> {
  try {
    return await look()
  } catch (error) {
    if (error instanceof Refusal && error.status === 403) return undefined
    throw error
  }
}

// A Date header names the second, and managers round as they like.
const clockSlackMs = 1500

/** Ours only if it was created since we sent, with every property as sent, and nobody has used it. */
export function isOurs({ sent, body }: Intent, key: FoundKey): boolean {
  if (sent === undefined || key.created === undefined || key.created < sent - clockSlackMs) return false
  if (key.lastSignIn !== undefined) return false
  const asSent = { description: '', active: true, expiryDate: undefined, ...body }
  return Object.entries(asSent).every(([name, value]) => sameValue(value, key[name], name))
}

function sameValue(sent: unknown, held: unknown, name: string): boolean {
  if (name === 'expiryDate' && (sent === 0 || sent === undefined)) return held === undefined
  if (typeof sent === 'string' && typeof held === 'string')
    return sent.normalize('NFC').trim() === held.normalize('NFC').trim()
  return sent === undefined || sent === held
}
