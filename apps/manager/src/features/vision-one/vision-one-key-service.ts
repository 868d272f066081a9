import { createHash } from 'node:crypto'
import {
  Refusal,
  visionOneCodes,
  type ApiKey,
  type CreateApiKey,
  type CreatedVisionOneKeys,
  type CreateVisionOneKey,
  type DeletedVisionOneKeys,
  type IssuedApiKey,
  type ModifyApiKey,
  type ModifyVisionOneKey,
  type VisionOneKey,
  type VisionOneKeyList,
} from '@latchkey/contract'
import type { Database } from '@latchkey/database'
import { requireRight, type Caller } from '../../caller.ts'
import type { ManagerTables } from '../../database/tables.ts'
import { bearerTokenOf } from './bearer-token.ts'
import { numberIn, uuidOf } from '../../principals/object-id.ts'
import { pageOf, sliceOf, type ListRequest } from './paging.ts'
import { monthsFrom, timeText } from './times.ts'
import { createVisionOneKeyRepository, type ListedKey } from './vision-one-key-repository.ts'
import { createVisionOneRoleRepository } from './vision-one-role-repository.ts'

type Outcome = { readonly made: IssuedApiKey[] } | { readonly at: number; readonly refusal: Refusal }

export interface VisionOneKeyDependencies {
  readonly database: Database<ManagerTables>
  readonly clock: () => number
  /** The keys are the same as those of /api, with the same rights, names and events. */
  readonly apiKeys: {
    readonly createAll: (caller: Caller, bodies: readonly CreateApiKey[]) => Promise<Outcome>
    readonly describe: (caller: Caller, ID: number) => Promise<ApiKey>
    readonly modify: (
      caller: Caller,
      ID: number,
      body: ModifyApiKey,
      check: (before: ApiKey) => void,
    ) => Promise<ApiKey>
    readonly remove: (caller: Caller, ID: number) => Promise<void>
  }
}

const rules = {
  orders: ['createdDateTime', 'lastModifiedDateTime', 'lastUsedDateTime', 'expiredDateTime'],
  filterLengthMax: 1024,
} as const

export function createVisionOneKeyService({ database, clock, apiKeys }: VisionOneKeyDependencies) {
  const roles = createVisionOneRoleRepository(database.kysely)

  async function roleNamed(caller: Caller, name: string): Promise<number> {
    const ID = await roles.findByName(caller.tenantID, name)
    if (ID === undefined) throw new Refusal(400, `role: there is no role named "${name}".`, { field: 'role' })
    return ID
  }

  async function createAll(caller: Caller, wanted: readonly CreateVisionOneKey[]): Promise<Outcome> {
    const bodies: CreateApiKey[] = []
    for (const [at, key] of wanted.entries()) {
      const roleID = await roleNamed(caller, key.role).catch(orRefusal)
      if (roleID instanceof Refusal) return { at, refusal: roleID }
      bodies.push({
        keyName: key.name,
        roleID,
        active: key.status === 'enabled',
        expiryDate: key.monthsToExpiration === 0 ? 0 : monthsFrom(clock(), key.monthsToExpiration),
        ...(key.description !== undefined && { description: key.description }),
      })
    }
    return await apiKeys.createAll(caller, bodies)
  }

  return {
    async list(caller: Caller, request: ListRequest): Promise<VisionOneKeyList> {
      requireRight(caller, 'platformRights.apikeyRights.canViewApiKeys')
      const slice = sliceOf(request, rules)
      const { items, total } = await createVisionOneKeyRepository(database.kysely).list(caller.tenantID, slice)
      return pageOf(request, slice, { items: items.map(shown), total })
    },
    async describe(caller: Caller, id: string): Promise<{ key: VisionOneKey; etag: string }> {
      const key = await apiKeys.describe(caller, known(id))
      const role = await roles.nameOf(caller.tenantID, key.roleID)
      return { key: shown({ ...key, role }), etag: etagOf(key) }
    },
    /** Clients drop every key of an answer in which one failed: so either all are made, or none. */
    async create(
      caller: Caller,
      wanted: readonly CreateVisionOneKey[],
      address: string,
    ): Promise<CreatedVisionOneKeys> {
      requireRight(caller, 'platformRights.apikeyRights.canCreateNewApiKeys')
      const outcome = await createAll(caller, wanted)
      if ('made' in outcome) return outcome.made.map((key) => createdElement(key, address))
      const other = new Refusal(400, `Not created, because number ${outcome.at + 1} of the batch was refused.`)
      return wanted.map((_, index) => refusedElement(index === outcome.at ? outcome.refusal : other))
    },
    async modify(caller: Caller, id: string, body: ModifyVisionOneKey, ifMatch: string | undefined): Promise<void> {
      requireRight(caller, 'platformRights.apikeyRights.canEditApiKeyProperties')
      const { name: keyName, role, status, description } = body
      const change: ModifyApiKey = {
        ...(keyName !== undefined && { keyName }),
        ...(description !== undefined && { description }),
        ...(status !== undefined && { active: status === 'enabled' }),
        ...(role !== undefined && { roleID: await roleNamed(caller, role) }),
      }
      await apiKeys.modify(caller, known(id), change, (before) => {
        if (ifMatch !== undefined && unquoted(ifMatch) !== etagOf(before))
          throw new Refusal(412, 'The API key was changed in the meantime: If-Match is not its ETag.')
      })
    },
    async remove(caller: Caller, ids: readonly string[]): Promise<DeletedVisionOneKeys> {
      requireRight(caller, 'platformRights.apikeyRights.canDeleteApiKeys')
      const elements: DeletedVisionOneKeys = []
      for (const id of ids) {
        const refusal = await apiKeys.remove(caller, known(id)).catch(orRefusal)
        elements.push(refusal instanceof Refusal ? refusedElement(refusal) : { status: 204 })
      }
      return elements
    },
  }
}
export type VisionOneKeyService = ReturnType<typeof createVisionOneKeyService>

/** What a caller may be told becomes part of the answer; all else goes on as it was thrown. */
function orRefusal(error: unknown): Refusal {
  if (error instanceof Refusal) return error
  throw error
}

/** A number that is none of ours finds nothing. */
const known = (id: string): number => numberIn('key', id) ?? -1

const createdElement = ({ ID, secretKey, expiryDate }: IssuedApiKey, address: string) => ({
  status: 201,
  headers: [{ name: 'Location', value: `${address}/v3.0/iam/apiKeys/${uuidOf('key', ID)}` }],
  body: { id: uuidOf('key', ID), value: bearerTokenOf(secretKey), expiredDateTime: timeText(expiryDate) },
})

const refusedElement = ({ status, message }: Refusal) => ({
  status,
  body: { error: { code: visionOneCodes[status] ?? 'BadRequest', message } },
})

const shown = (key: ListedKey): VisionOneKey => ({
  id: uuidOf('key', key.ID),
  name: key.keyName,
  status: key.active ? 'enabled' : 'disabled',
  role: key.role,
  expiredDateTime: timeText(key.expiryDate),
  lastUsedDateTime: timeText(key.lastSignIn),
  description: key.description === '' ? null : key.description,
})

// What can be changed here, so that using a key changes no tag.
const etagOf = ({ ID, keyName, description, roleID, active }: ApiKey): string =>
  createHash('sha256')
    .update(JSON.stringify([ID, keyName, description, roleID, active]))
    .digest('hex')
    .slice(0, 32)

const unquoted = (tag: string): string => tag.trim().replace(/^W\//, '').replaceAll('"', '')
