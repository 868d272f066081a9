import { randomInt } from 'node:crypto'
import { Refusal, rightPaths, rightsTree } from '@latchkey/contract'
import { openDatabase, type Database } from '@latchkey/database'
import type { DatabaseUnderTest } from '@latchkey/testing'
import { expect } from 'vitest'
import { migrateManager } from './build-app.ts'
import type { Caller } from './caller.ts'
import type { ManagerTables } from './database/tables.ts'
import { createAdministratorService } from './features/administrators/administrator-service.ts'
import { createApiKeyService } from './features/api-keys/api-key-service.ts'

import { createRoleService } from './features/roles/role-service.ts'
import { createHeldRoleRepository } from './principals/held-role-repository.ts'
import { createGenerator } from './rights-model-generator-under-test.ts'
import { createRightsModel, type ModelRole, type Operation, type RightsModel } from './rights-model-under-test.ts'
import { addAdministrator, makePrimaryTenant } from './set-up/first-administrator.ts'

const now = 1_790_000_000_000
const walksFar = 2_000
const everything: ModelRole = {
  rights: rightPaths,
  allComputers: true,
  allPolicies: true,
  computerIDs: [],
  computerGroupIDs: [],
  policyIDs: [],
  allowUserInterface: true,
  allowWebService: true,
  canOnlyManipulateUsersWithEqualOrLesserRights: false,
}

/** The services as they are; only the hash of a password, which decides nothing here, is a quick one. */
function performWith(database: Database<ManagerTables>, model: RightsModel) {
  const core = { database, pepper: Buffer.alloc(32, 1), clock: () => now, profile: 'full' } as const
  const apiKeys = createApiKeyService(core)
  const roles = createRoleService(core)
  const users = createAdministratorService({
    ...core,
    hashPassword: async (_tenantID, _username, password) => `quick ${password}`,
    endSessions: async () => undefined,
  })
  let made = 0

  async function callerOf(ID: number): Promise<Caller> {
    const actor = model.principals.get(ID)
    const role = await createHeldRoleRepository(database.kysely).find(0, actor?.roleID ?? 0)
    if (actor === undefined || role === undefined) throw new Error(`There is no actor ${ID}.`)
    return { kind: actor.kind, tenantID: 0, ID, name: `actor ${ID}`, locale: 'en-US', timeZone: 'Etc/UTC', role }
  }
  const body = ({ rights, ...role }: Partial<ModelRole>) => ({
    ...role,
    computerIDs: [...(role.computerIDs ?? [])],
    computerGroupIDs: [...(role.computerGroupIDs ?? [])],
    policyIDs: [...(role.policyIDs ?? [])],
    ...(rights && { rights: rightsTree(new Set(rights)) }),
  })

  /** Performs it and, where it was done, lets the model know what is now. */
  async function perform(caller: Caller, operation: Operation): Promise<void> {
    const name = `thing ${(made += 1)}`
    switch (operation.what) {
      case 'create principal': {
        const { kind, roleID } = operation
        const { ID } = await (kind === 'api-key'
          ? apiKeys.create(caller, { keyName: name, roleID, expiryDate: now + 5 })
          : users.create(caller, { username: name, roleID, password: 'a pass phrase' }))
        model.principals.set(ID, { kind, roleID, active: true, expiryDate: kind === 'api-key' ? now + 5 : 0 })
        return
      }
      case 'modify principal': {
        const { ID, changes } = operation
        const before = model.principals.get(ID)
        await (before?.kind === 'api-key' ? apiKeys : users).modify(caller, ID, changes)
        const { password: _password, ...known } = changes
        if (before) model.principals.set(ID, { ...before, ...known })
        return
      }
      case 'remove principal':
        await (model.principals.get(operation.ID)?.kind === 'api-key' ? apiKeys : users).remove(caller, operation.ID)
        model.principals.delete(operation.ID)
        return
      case 'replace secret':
        await apiKeys.replaceSecret(caller, operation.ID)
        return
      case 'create role': {
        const { ID } = await roles.create(caller, { name, ...body(operation.role) })
        model.roles.set(ID, operation.role)
        return
      }
      case 'modify role': {
        const before = model.roles.get(operation.ID)
        const after = before && { ...before, ...operation.changes }
        await roles.modify(caller, operation.ID, body(after ?? operation.changes))
        if (after) model.roles.set(operation.ID, after)
        return
      }
      case 'remove role':
        await roles.remove(caller, operation.ID)
        model.roles.delete(operation.ID)
    }
  }

  return async (actorID: number, operation: Operation): Promise<number> => {
    try {
      await perform(await callerOf(actorID), operation)
      return 200
    } catch (error) {
      if (error instanceof Refusal) return error.status
      throw error
    }
  }
}

/** So many random changes by random people and keys: each is answered as the model says, and in the end all is as it says. */
export async function walkRights({ name, place }: DatabaseUnderTest, steps: number): Promise<string> {
  const at = place()
  const database: Database<ManagerTables> = await openDatabase(at)
  await migrateManager(database)
  const setUp = { database, keys: { pepper: Buffer.alloc(32, 1) }, clock: () => now }
  await makePrimaryTenant(setUp)
  await addAdministrator(setUp, { username: 'operator', password: 'a pass phrase', roleID: 1 })
  const model = createRightsModel(
    new Map([[1, everything]]),
    new Map([[1, { kind: 'administrator', roleID: 1, active: true, expiryDate: 0 }]]),
  )
  const perform = performWith(database, model)
  const seed = Number(process.env['RIGHTS_SEED'] ?? randomInt(2 ** 31))
  const generator = createGenerator(seed, now)
  const counts = new Map<string, number>()
  for (let step = 0; step < steps; step += 1) {
    const actorID = generator.actor(model)
    const operation = generator.operation(model)
    const due = model.statusOf(actorID, operation)
    const said = `seed ${seed}, step ${step}: ${actorID} ${JSON.stringify(operation)}`
    expect([said, await perform(actorID, operation)]).toEqual([said, due])
    expect([said, model.hasFullAdministrator()]).toEqual([said, true])
    counts.set(`${operation.what} ${due}`, (counts.get(`${operation.what} ${due}`) ?? 0) + 1)
  }
  expect(await storedPrincipals(database)).toEqual(new Map([...model.principals].toSorted(([a], [b]) => a - b)))
  // In a long walk each kind was both done and refused, so that agreeing means something.
  for (const what of steps < walksFar ? [] : kinds)
    expect([what, counts.has(`${what} 200`), counts.has(`${what} 403`)]).toEqual([what, true, true])
  await database.close()
  await at.dispose()
  return `${name}: seed ${seed}, ${steps} changes, 0 differences`
}

const kinds: readonly Operation['what'][] = [
  'create principal',
  'modify principal',
  'remove principal',
  'replace secret',
  'create role',
  'modify role',
  'remove role',
]

async function storedPrincipals({ kysely }: Database<ManagerTables>) {
  const users = await kysely.selectFrom('administrators').select(['id', 'role_id', 'active']).execute()
  const keys = await kysely.selectFrom('api_keys').select(['id', 'role_id', 'active', 'expiry_date']).execute()
  const all = [
    ...users.map((user) => ({ ...user, kind: 'administrator', expiry_date: 0 })),
    ...keys.map((key) => ({ ...key, kind: 'api-key' })),
  ].toSorted((a, b) => a.id - b.id)
  return new Map(
    all.map(({ id, kind, role_id, active, expiry_date }) => [
      id,
      { kind, roleID: role_id, active: active === 1, expiryDate: expiry_date ?? 0 },
    ]),
  )
}
