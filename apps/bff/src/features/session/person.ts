import { localeSchema, Refusal, roleSchema, type BrowserSession } from '@latchkey/contract'
import { z } from 'zod'
import type { Person } from '../../caller.ts'
import type { ManagerClient } from '../../manager-client.ts'

/** What a browser session holds, sealed. */
export const signedInSchema = z.object({
  credentials: z.object({ sID: z.string(), RID: z.string() }),
  administratorID: z.int(),
  userName: z.string(),
  tenantName: z.string().optional(),
  address: z.string(),
  userAgent: z.string(),
})
export type SignedIn = z.infer<typeof signedInSchema>

/** A manager's tenants have names, and the names have no case. */
export function scopesAt(managerName: string): (tenantName: string | undefined) => string {
  const { origin } = new URL(managerName)
  return (tenantName = '') => `${origin} ${tenantName.normalize('NFC').toLowerCase()}`
}
export const ownerOf = (scope: string, administratorID: number): string => `${scope}\n${administratorID}`

// A manager may know languages and zones that the console does not.
const ownUserSchema = z.object({
  roleID: z.int(),
  locale: localeSchema.optional().catch(undefined),
  timeZone: z.string().optional().catch(undefined),
})
const ownRoleSchema = roleSchema.pick({ ID: true, name: true, rights: true })
const urnSchema = z.object({ urn: z.string().startsWith('urn:tmds:identity:') })

/** A role's URN says whose it is: 0 is the primary tenant, which some name and most do not. */
function isOfPrimary(role: unknown): boolean {
  const { data } = urnSchema.safeParse(role)
  return data?.urn.split(':')[4] === '0'
}

/** Read as the person themselves; what the manager does not let them read is absent. */
export async function describePerson(
  manager: ManagerClient,
  { userName, administratorID, tenantName, credentials }: Pick<Person, keyof SignedIn & keyof Person>,
): Promise<Omit<BrowserSession, 'demo'>> {
  const read = (path: string) => unlessRefused(manager.look({ method: 'GET', path }, credentials))
  // Ours answers everyone about themselves; the vendor's knows no such address.
  const own = await read('/administrators/current')
  const { data: user } = ownUserSchema.safeParse(own ?? (await read(`/administrators/${administratorID}`)))
  const ownRole = user && (await read(`/roles/${user.roleID}`))
  const { data: role } = ownRoleSchema.safeParse(ownRole)
  return {
    userName,
    administratorID,
    ...(tenantName !== undefined && !isOfPrimary(ownRole) && { tenantName }),
    ...(user?.locale && { locale: user.locale }),
    ...(user?.timeZone !== undefined && { timeZone: user.timeZone }),
    ...(role && { role }),
    extensions: own !== undefined,
  }
}

const notTheirs: readonly number[] = [400, 403, 404, 405]

async function unlessRefused(reading: ReturnType<ManagerClient['look']>): Promise<unknown> {
  try {
    return (await reading).value
  } catch (error) {
    if (error instanceof Refusal && notTheirs.includes(error.status)) return undefined
    throw error
  }
}
