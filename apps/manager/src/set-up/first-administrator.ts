import { randomBytes, randomUUID } from 'node:crypto'
import { firstPasswordLengthMin, nameText, Refusal } from '@latchkey/contract'
import type { Database } from '@latchkey/database'
import { primaryTenantID } from '../caller.ts'
import type { ManagerTables, Transaction } from '../database/tables.ts'
import { takingTurns } from '../database/turns.ts'
import { record } from '../events/system-events.ts'
import { isCommon } from '../features/administrators/password-rules.ts'
import { hashPassword } from '../features/sessions/password.ts'
import { createSessionRepository } from '../features/sessions/session-repository.ts'
import { createSetUpRepository } from '../features/set-up/set-up-repository.ts'
import { createTenantRepository } from '../features/tenants/tenant-repository.ts'
import { createAdministratorRepository } from '../principals/administrator-repository.ts'
import { fullAccessRoleID } from '../principals/held-role.ts'
import { createPrincipalRepository } from '../principals/principal-repository.ts'
import { addTenant } from './new-tenant.ts'

export interface SetUpDependencies {
  readonly database: Database<ManagerTables>
  readonly keys: { readonly pepper: Buffer }
  readonly clock: () => number
  /** Which rights the Auditor is made with, where this is what makes the tenant. */
  readonly profile?: 'full' | 'stock'
}

const primaryTenantName = 'primary'

/** The tenant and its built-in roles; nobody can sign in yet. */
export async function makePrimaryTenant({ database, clock, profile = 'full' }: SetUpDependencies): Promise<void> {
  await takingTurns(database).transaction(async (transaction) => {
    if (await createTenantRepository(transaction).find(primaryTenantID)) return
    await addTenant(
      transaction,
      {
        name: primaryTenantName,
        description: '',
        guid: randomUUID().toUpperCase(),
        timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
        locale: 'en-US',
        demoMode: false,
        modulesVisible: ['all'],
        hideUnlicensedModules: false,
        tenantState: 'active',
      },
      { created: clock(), profile, givenID: primaryTenantID },
    )
  })
}

export async function hasAdministrator({ database }: Pick<SetUpDependencies, 'database'>): Promise<boolean> {
  return (await createAdministratorRepository(database.kysely).count(primaryTenantID)) > 0
}

interface FirstAdministrator {
  readonly userName: string
  readonly password: string
}

export async function createFirstAdministrator(
  dependencies: SetUpDependencies,
  { userName, password }: FirstAdministrator,
): Promise<{ readonly ID: number }> {
  await makePrimaryTenant(dependencies)
  const username = nameText(254).safeParse(userName)
  if (!username.success)
    throw new Refusal(400, `The user name ${username.error.issues[0]?.message ?? 'is not valid'}.`, {
      field: 'userName',
    })
  if (Array.from(password).length < firstPasswordLengthMin)
    throw new Refusal(400, `The password is shorter than ${firstPasswordLengthMin} characters.`, { field: 'password' })
  if (isCommon(password))
    throw new Refusal(400, 'The password is one of the commonest there are.', { field: 'password' })
  return await addAdministrator(
    dependencies,
    { username: username.data, password, roleID: fullAccessRoleID },
    async (transaction) => {
      if ((await createAdministratorRepository(transaction).count(primaryTenantID)) > 0)
        throw new Refusal(400, 'There is an administrator already.')
      await createSetUpRepository(transaction).removeAll()
    },
  )
}

interface AddedAdministrator {
  readonly username: string
  readonly password: string
  readonly roleID: number
}

export async function addAdministrator(
  { database, keys, clock }: SetUpDependencies,
  { username, password, roleID }: AddedAdministrator,
  check: (transaction: Transaction) => Promise<void> = async () => undefined,
): Promise<{ readonly ID: number }> {
  const passwordHash = await hashPassword(keys.pepper, password)
  return await takingTurns(database).transaction(async (transaction) => {
    await check(transaction)
    const ID = await createPrincipalRepository(transaction).add(primaryTenantID, 'administrator', username)
    const timeZone = Intl.DateTimeFormat().resolvedOptions().timeZone
    await createAdministratorRepository(transaction).add(
      primaryTenantID,
      { ID, username, fullName: '', roleID, locale: 'en-US', timeZone, passwordHash },
      clock(),
    )
    await record(transaction, clock(), {
      event: 'administrator-created',
      tenantID: primaryTenantID,
      target: { kind: 'administrator', ID, name: username },
    })
    return { ID }
  })
}

export const newPassword = (): string => randomBytes(15).toString('base64url')

/** For whoever has the machine: a new password, no second factor, and every session of that user ended. */
export async function resetAdministrator(
  { database, keys, clock }: SetUpDependencies,
  name: string,
): Promise<{ password: string }> {
  const user = await createAdministratorRepository(database.kysely).findByName(primaryTenantID, name)
  if (user === undefined) throw new Refusal(404, `There is no user named "${name}".`)
  const password = newPassword()
  const passwordHash = await hashPassword(keys.pepper, password)
  await takingTurns(database).transaction(async (transaction) => {
    const administrators = createAdministratorRepository(transaction)
    await administrators.setPassword(user.ID, passwordHash, clock())
    await administrators.removeSecondFactor(user.ID)
    await createSessionRepository(transaction).removeAllOf(user.ID)
    await record(transaction, clock(), {
      event: 'password-set',
      tenantID: user.tenantID,
      target: { kind: 'administrator', ID: user.ID, name: user.username },
      description: 'Reset on the machine.',
    })
  })
  return { password }
}
