import {
  Refusal,
  type Administrator,
  type CreateAdministrator,
  type ModifyAdministrator,
  type SearchFilter,
} from '@latchkey/contract'
import type { Database } from '@latchkey/database'
import { requireRight, type Caller } from '../../caller.ts'
import type { ManagerTables } from '../../database/tables.ts'
import { record, type Happening } from '../../events/system-events.ts'
import { fullAccessRoleID, requireGrant } from '../../principals/held-role.ts'
import { createHeldRoleRepository } from '../../principals/held-role-repository.ts'
import { createPrincipalRepository } from '../../principals/principal-repository.ts'
import { settingsOf } from '../../settings/settings.ts'
import { createAdministratorRepository, type StoredAdministrator } from './administrator-repository.ts'
import { refuseWeakPassword } from './password-rules.ts'
import { utcOffset } from './utc-offset.ts'

const group = 'platformRights.administratorRights'

type Transaction = Parameters<Parameters<Database<ManagerTables>['transaction']>[0]>[0]

export interface AdministratorServiceDependencies {
  readonly database: Database<ManagerTables>
  readonly clock: () => number
  readonly profile: 'full' | 'stock'
  readonly hashPassword: (password: string) => Promise<string>
  readonly endSessions: (transaction: Transaction, administratorID: number) => Promise<void>
}

export function createAdministratorService({
  database,
  clock,
  profile,
  hashPassword,
  endSessions,
}: AdministratorServiceDependencies) {
  const reading = () => createAdministratorRepository(database.kysely)
  const shown = (user: StoredAdministrator): Administrator => ({
    ...user,
    UTCOffset: utcOffset(user.timeZone, clock()),
  })

  async function refuseWeak(tenantID: number, password: string, username: string): Promise<void> {
    refuseWeakPassword(password, username, (await settingsOf(database.kysely, tenantID)).passwordRules)
  }

  async function hashNew(caller: Caller, ID: number, password: string, newName?: string): Promise<string> {
    const { username } = present(await reading().find(caller.tenantID, ID))
    await refuseWeak(caller.tenantID, password, newName ?? username)
    return await hashPassword(password)
  }

  async function requireGrantOf(transaction: Transaction, caller: Caller, roleID: number): Promise<void> {
    const role = await createHeldRoleRepository(transaction).find(caller.tenantID, roleID)
    if (role === undefined) throw new Refusal(400, `roleID: there is no role ${roleID}.`, { field: 'roleID' })
    requireGrant(caller.role, role)
  }

  return {
    async list(caller: Caller): Promise<Administrator[]> {
      requireRight(caller, `${group}.canViewAdministrators`)
      return (await reading().list(caller.tenantID)).map(shown)
    },
    async search(caller: Caller, filter: SearchFilter): Promise<Administrator[]> {
      requireRight(caller, `${group}.canViewAdministrators`)
      return (await reading().search(caller.tenantID, filter)).map(shown)
    },
    async describe(caller: Caller, ID: number): Promise<Administrator> {
      // Everyone may read who they are; the real product does not let them.
      if (ID !== caller.ID || profile === 'stock') requireRight(caller, `${group}.canViewAdministrators`)
      return shown(present(await reading().find(caller.tenantID, ID)))
    },
    async create(caller: Caller, { password, ...body }: CreateAdministrator): Promise<Administrator> {
      requireRight(caller, `${group}.canCreateNewAdministrators`)
      refuseSecondFactor(body)
      await refuseWeak(caller.tenantID, password, body.username)
      const passwordHash = await hashPassword(password)
      return await database.transaction(async (transaction) => {
        await requireGrantOf(transaction, caller, body.roleID)
        const ID = await createPrincipalRepository(transaction).add(caller.tenantID, 'administrator', body.username)
        const user = changed(newUser(caller, body, ID, clock()), body)
        refuseMailWithoutAddress(user)
        await createAdministratorRepository(transaction).add(caller.tenantID, user, passwordHash)
        await record(transaction, clock(), happening('administrator-created', caller, user))
        return shown(user)
      })
    },
    async modify(caller: Caller, ID: number, { password, ...body }: ModifyAdministrator): Promise<Administrator> {
      requireRight(caller, `${group}.canEditAdministratorProperties`)
      refuseSecondFactor(body)
      const passwordHash = password === undefined ? undefined : await hashNew(caller, ID, password, body.username)
      return await database.transaction(async (transaction) => {
        const users = createAdministratorRepository(transaction)
        const before = present(await users.find(caller.tenantID, ID))
        const after = changed(before, body, passwordHash === undefined ? undefined : clock())
        refuseMailWithoutAddress(after)
        refuseLockingOneself(caller, before, after)
        // Whoever sets a password, unlocks or assigns a role could sign in with what that role may do.
        if (passwordHash !== undefined || (after.active && !before.active))
          await requireGrantOf(transaction, caller, before.roleID)
        if (after.roleID !== before.roleID) await requireGrantOf(transaction, caller, after.roleID)
        if (after.username !== before.username)
          await createPrincipalRepository(transaction).rename(caller.tenantID, 'administrator', ID, after.username)
        await users.replace(caller.tenantID, after, passwordHash)
        if (passwordHash !== undefined || !after.active) await endSessions(transaction, ID)
        await refuseNobodyLeft(transaction, caller.tenantID, before)
        for (const event of eventsOf(before, after)) await record(transaction, clock(), happening(event, caller, after))
        return shown(after)
      })
    },
    /** For whoever signs in with a password that has expired. */
    async replaceExpired(user: { readonly tenantID: number; readonly ID: number }, password: string): Promise<void> {
      const before = present(await reading().find(user.tenantID, user.ID))
      await refuseWeak(user.tenantID, password, before.username)
      const passwordHash = await hashPassword(password)
      await database.transaction(async (transaction) => {
        const now = clock()
        await createAdministratorRepository(transaction).replace(user.tenantID, changed(before, {}, now), passwordHash)
        await endSessions(transaction, user.ID)
        const { ID, username: name } = before
        await record(transaction, now, {
          event: 'password-set',
          tenantID: user.tenantID,
          by: { ID, name },
          target: { kind: 'administrator', ID, name },
          description: 'It had expired.',
        })
      })
    },
    async remove(caller: Caller, ID: number): Promise<void> {
      requireRight(caller, `${group}.canDeleteAdministrators`)
      await database.transaction(async (transaction) => {
        const users = createAdministratorRepository(transaction)
        const user = present(await users.find(caller.tenantID, ID))
        if (ID === caller.ID) throw new Refusal(400, 'Nobody can delete themselves.')
        await endSessions(transaction, ID)
        await users.remove(caller.tenantID, ID)
        await createPrincipalRepository(transaction).remove(caller.tenantID, ID)
        await refuseNobodyLeft(transaction, caller.tenantID, user)
        await record(transaction, clock(), happening('administrator-deleted', caller, user))
      })
    },
  }
}
export type AdministratorService = ReturnType<typeof createAdministratorService>

function present<Found>(user: Found | undefined): Found {
  if (user === undefined) throw new Refusal(404, 'The administrator does not exist.')
  return user
}

const happening = (event: Happening['event'], caller: Caller, user: StoredAdministrator): Happening => ({
  event,
  tenantID: caller.tenantID,
  by: caller,
  target: { kind: 'administrator', ID: user.ID, name: user.username },
})

function refuseSecondFactor({ mfaType }: Pick<ModifyAdministrator, 'mfaType'>): void {
  if (mfaType === 'local-totp')
    throw new Refusal(400, 'mfaType: local-totp is not available yet.', { field: 'mfaType' })
}

function refuseMailWithoutAddress({ primaryContact, receiveNotifications, emailAddress }: StoredAdministrator): void {
  if ((primaryContact || receiveNotifications) && emailAddress === '')
    throw new Refusal(400, 'emailAddress: who receives notifications, or is the primary contact, needs one.', {
      field: 'emailAddress',
    })
}

function refuseLockingOneself(caller: Caller, before: StoredAdministrator, after: StoredAdministrator): void {
  if (caller.ID === before.ID && before.active && !after.active)
    throw new Refusal(400, 'active: nobody can lock themselves out.', { field: 'active' })
}

/** Asked after the change, in its transaction: of two at once that leave nobody, the second is refused. */
async function refuseNobodyLeft(
  transaction: Transaction,
  tenantID: number,
  before: StoredAdministrator,
): Promise<void> {
  if (!before.active || before.roleID !== fullAccessRoleID) return
  if ((await createAdministratorRepository(transaction).countActive(tenantID, fullAccessRoleID)) === 0)
    throw new Refusal(400, 'The last active user with full access must stay one.')
}

function eventsOf(before: StoredAdministrator, after: StoredAdministrator): Happening['event'][] {
  const plain = ({
    active: _active,
    lastPasswordChange: _change,
    unlockTime: _time,
    unsuccessfulSignInAttempts: _attempts,
    ...rest
  }: StoredAdministrator) => JSON.stringify(rest)
  return [
    ...(before.lastPasswordChange === after.lastPasswordChange ? [] : (['password-set'] as const)),
    ...(before.active === after.active
      ? []
      : [after.active ? ('administrator-unlocked' as const) : ('administrator-locked-out' as const)]),
    ...(plain(before) === plain(after) ? [] : (['administrator-updated'] as const)),
  ]
}

const newUser = (
  caller: Caller,
  { username, roleID }: Pick<CreateAdministrator, 'username' | 'roleID'>,
  ID: number,
  now: number,
): StoredAdministrator => ({
  username,
  fullName: '',
  description: '',
  roleID,
  locale: caller.locale,
  timeZone: caller.timeZone,
  timeFormat: '24',
  passwordNeverExpires: false,
  active: true,
  mfaType: 'none',
  phoneNumber: '',
  mobileNumber: '',
  pagerNumber: '',
  emailAddress: '',
  primaryContact: false,
  receiveNotifications: false,
  reportPDFPasswordEnabled: false,
  created: now,
  lastPasswordChange: now,
  unsuccessfulSignInAttempts: 0,
  external: false,
  type: 'normal',
  readOnly: false,
  ID,
})

function changed(
  user: StoredAdministrator,
  body: Omit<ModifyAdministrator, 'password'>,
  passwordChange?: number,
): StoredAdministrator {
  const given = Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined))
  const after: StoredAdministrator = {
    ...user,
    ...given,
    ...(passwordChange !== undefined && { lastPasswordChange: passwordChange }),
  }
  if (passwordChange === undefined && (user.active || !after.active)) return after
  const { unlockTime: _unlockTime, ...unlocked } = after
  return { ...unlocked, unsuccessfulSignInAttempts: 0 }
}
