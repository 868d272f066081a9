import {
  Refusal,
  type ApiKey,
  type CreateApiKey,
  type CurrentApiKey,
  type IssuedApiKey,
  type ModifyApiKey,
  type SearchFilter,
} from '@latchkey/contract'
import { settle, type Database } from '@latchkey/database'
import { requireRight, type Caller } from '../../caller.ts'
import type { ManagerTables, Transaction } from '../../database/tables.ts'
import { requireGrant, requireManageable } from '../../principals/held-role.ts'
import { createPrincipalRepository } from '../../principals/principal-repository.ts'
import { createHeldRoleRepository } from '../../principals/held-role-repository.ts'
import { changesOf } from '../../events/changes.ts'
import { record } from '../../events/system-events.ts'
import type { ListPage } from '../../search/json-pages.ts'
import { changeOf, chosenOf, eventOf, happening, missing, prolongs } from './api-key-changes.ts'
import { createApiKeyPages } from './api-key-list-repository.ts'
import { createApiKeyRepository, type ApiKeyChange } from './api-key-repository.ts'
import { addIssuedKey, futureOrNone, withSecret } from './issued-key.ts'
import { issueSecret, pepperVersion, type Pepper } from './secret.ts'

export interface ApiKeyServiceDependencies {
  readonly database: Database<ManagerTables>
  readonly pepper: Pepper
  readonly clock: () => number
}

const rightTo = (verb: 'View' | 'CreateNew' | 'Delete') => `platformRights.apikeyRights.can${verb}ApiKeys` as const
const toldAtOnce = 100
const rightToEdit = 'platformRights.apikeyRights.canEditApiKeyProperties'

export function createApiKeyService({ database, pepper, clock }: ApiKeyServiceDependencies) {
  const stored = createApiKeyRepository(database.kysely)
  const pages = createApiKeyPages(database)

  async function existing(transaction: Transaction, tenantID: number, ID: number): Promise<ApiKey> {
    const key = await createApiKeyRepository(transaction).find(tenantID, ID)
    if (key === undefined) throw missing()
    return key
  }

  /** A key that the caller may change; another's rights count only where the caller's role says so. */
  async function manageable(transaction: Transaction, caller: Caller, ID: number): Promise<ApiKey> {
    const key = await existing(transaction, caller.tenantID, ID)
    const role = await createHeldRoleRepository(transaction).find(caller.tenantID, key.roleID)
    if (role) requireManageable(caller.role, role)
    return key
  }

  async function requireGrantOf(transaction: Transaction, caller: Caller, roleID: number): Promise<void> {
    const role = await createHeldRoleRepository(transaction).find(caller.tenantID, roleID)
    if (role === undefined) throw new Refusal(400, `roleID: there is no role ${roleID}.`, { field: 'roleID' })
    requireGrant(caller.role, role)
  }

  async function createIn(transaction: Transaction, caller: Caller, body: CreateApiKey): Promise<IssuedApiKey> {
    const expiryDate = futureOrNone(body.expiryDate, clock())
    await requireGrantOf(transaction, caller, body.roleID)
    const ID = await createPrincipalRepository(transaction).addLater(caller.tenantID, 'api-key', body.keyName)
    const key = await addIssuedKey(transaction, pepper, caller.tenantID, {
      ID,
      keyName: body.keyName,
      description: body.description ?? '',
      locale: body.locale ?? caller.locale,
      roleID: body.roleID,
      timeZone: body.timeZone ?? caller.timeZone,
      active: body.active ?? true,
      created: clock(),
      expiryDate,
      serviceAccount: false,
    })
    await record(transaction, clock(), happening('api-key-created', caller, key))
    return key
  }

  async function modifyIn(
    transaction: Transaction,
    caller: Caller,
    before: ApiKey,
    body: ModifyApiKey,
  ): Promise<ApiKey> {
    const change = { ...changeOf(before, body, clock()), modified: clock() }
    if (change.keyName !== undefined && change.keyName !== before.keyName)
      await createPrincipalRepository(transaction).rename(caller.tenantID, 'api-key', before.ID, change.keyName)
    await createApiKeyRepository(transaction).change(caller.tenantID, before.ID, change)
    const after = await existing(transaction, caller.tenantID, before.ID)
    const event = eventOf(before, after)
    if (event)
      await record(transaction, clock(), {
        ...happening(event, caller, after),
        description: changesOf(chosenOf(before), chosenOf(after)),
      })
    return after
  }

  async function replaceIn(transaction: Transaction, caller: Caller, before: ApiKey): Promise<IssuedApiKey> {
    const { secretKey, digest } = issueSecret(pepper, caller.tenantID, before.ID)
    const change: ApiKeyChange = {
      secret: { digest, pepperVersion },
      unlockTime: null,
      unsuccessfulSignInAttempts: 0,
      modified: clock(),
    }
    await createApiKeyRepository(transaction).change(caller.tenantID, before.ID, change)
    await record(transaction, clock(), {
      ...happening('api-key-updated', caller, before),
      description: 'A new secret key was created.',
    })
    return withSecret(await existing(transaction, caller.tenantID, before.ID), secretKey)
  }

  return {
    list(caller: Caller): AsyncIterable<ListPage> {
      requireRight(caller, rightTo('View'))
      return pages(caller.tenantID, { searchCriteria: [], maxItems: Infinity })
    },
    search(caller: Caller, filter: SearchFilter): AsyncIterable<ListPage> {
      requireRight(caller, rightTo('View'))
      return pages(caller.tenantID, filter)
    },
    async describe(caller: Caller, ID: number): Promise<ApiKey> {
      requireRight(caller, rightTo('View'))
      const key = await stored.find(caller.tenantID, ID)
      if (key === undefined) throw missing()
      return key
    },
    async create(caller: Caller, body: CreateApiKey): Promise<IssuedApiKey> {
      requireRight(caller, rightTo('CreateNew'))
      return await database.transaction((transaction) => createIn(transaction, caller, body))
    },
    /** All of them, or none: then it is told which was refused, and why. */
    async createAll(
      caller: Caller,
      bodies: readonly CreateApiKey[],
    ): Promise<{ made: IssuedApiKey[] } | { at: number; refusal: Refusal }> {
      requireRight(caller, rightTo('CreateNew'))
      let at = 0
      try {
        return await database.transaction(async (transaction) => {
          const made: IssuedApiKey[] = []
          for (const [index, body] of bodies.entries()) {
            at = index
            made.push(await createIn(transaction, caller, body))
            // Written now, so that it is known which of them is refused.
            await settle(transaction)
          }
          return { made }
        })
      } catch (refusal) {
        if (!(refusal instanceof Refusal)) throw refusal
        return { at, refusal }
      }
    },
    async modify(
      caller: Caller,
      ID: number,
      body: ModifyApiKey,
      check: (before: ApiKey) => void = () => undefined,
    ): Promise<ApiKey> {
      requireRight(caller, rightToEdit)
      return await database.transaction(async (transaction) => {
        const before = await manageable(transaction, caller, ID)
        check(before)
        // Unlocking or prolonging a key gives what its role may do all over again; an unchanged role passes otherwise.
        const grants =
          (body.roleID !== undefined && body.roleID !== before.roleID) ||
          (body.active === true && !before.active) ||
          prolongs(before, body)
        if (grants) await requireGrantOf(transaction, caller, body.roleID ?? before.roleID)
        return await modifyIn(transaction, caller, before, body)
      })
    },
    async remove(caller: Caller, ID: number): Promise<void> {
      requireRight(caller, rightTo('Delete'))
      await database.transaction(async (transaction) => {
        const key = await manageable(transaction, caller, ID)
        await createApiKeyRepository(transaction).remove(caller.tenantID, ID)
        await createPrincipalRepository(transaction).remove(caller.tenantID, ID)
        await record(transaction, clock(), happening('api-key-deleted', caller, key))
      })
    },
    async replaceSecret(caller: Caller, ID: number): Promise<IssuedApiKey> {
      requireRight(caller, rightToEdit)
      return await database.transaction(async (transaction) => {
        const before = await existing(transaction, caller.tenantID, ID)
        await requireGrantOf(transaction, caller, before.roleID)
        return await replaceIn(transaction, caller, before)
      })
    },
    /** A key may look at itself, rename itself and replace its own secret, whatever its role. */
    async describeCurrent(caller: Caller): Promise<CurrentApiKey> {
      return await own(stored, caller)
    },
    async modifyCurrent(caller: Caller, body: ModifyApiKey): Promise<CurrentApiKey> {
      return await database.transaction(async (transaction) => {
        const before = await existing(transaction, caller.tenantID, caller.ID)
        for (const field of ['roleID', 'active', 'expiryDate'] as const)
          if (body[field] !== undefined && body[field] !== (before[field] ?? 0))
            throw new Refusal(400, `${field}: a key cannot change this of itself.`, { field })
        const { roleID: _roleID, active: _active, expiryDate: _expiryDate, ...changes } = body
        await modifyIn(transaction, caller, before, changes)
        return await own(createApiKeyRepository(transaction), caller)
      })
    },
    /** Expiring happens by itself; it is told once, a few at a time. */
    async tellExpired(): Promise<boolean> {
      return await database.transaction(async (transaction) => {
        const keys = createApiKeyRepository(transaction)
        const expired = await keys.expiredUntold(clock(), toldAtOnce)
        for (const { ID, tenantID, keyName } of expired) {
          await keys.expiryTold(ID)
          const target = { kind: 'api-key', ID, name: keyName } as const
          await record(transaction, clock(), { event: 'api-key-expired', tenantID, target })
        }
        return expired.length === toldAtOnce
      })
    },
    async replaceCurrentSecret(caller: Caller): Promise<IssuedApiKey> {
      return await database.transaction(async (transaction) =>
        replaceIn(transaction, caller, await existing(transaction, caller.tenantID, caller.ID)),
      )
    },
  }

  async function own({ findOwn }: typeof stored, { tenantID, ID }: Caller): Promise<CurrentApiKey> {
    const key = await findOwn(tenantID, ID)
    if (key === undefined) throw missing()
    return key
  }
}
export type ApiKeyService = ReturnType<typeof createApiKeyService>
