import { sql, type Insertable, type Kysely, type Selectable } from 'kysely'
import type { Locale } from '@latchkey/contract'
import { nextID } from '../database/id-sequences.ts'
import type { ManagerTables } from '../database/tables.ts'
import { folded } from './folding.ts'

export interface SigningIn {
  readonly ID: number
  readonly tenantID: number
  readonly username: string
  readonly roleID: number
  readonly locale: Locale
  readonly timeZone: string
  readonly active: boolean
  readonly passwordHash: string
  readonly attempts: number
  readonly attemptsRunning: number
  readonly unlockTime: number | undefined
  readonly attempted: number | undefined
  readonly lastPasswordChange: number
  readonly passwordNeverExpires: boolean
}

export const toLocale = (text: string): Locale => (text === 'ja-JP' ? 'ja-JP' : 'en-US')

const toSigningIn = (row: Selectable<ManagerTables['administrators']> & { tenant_state: string }): SigningIn => ({
  ID: row.id,
  tenantID: row.tenant_id,
  username: row.username,
  roleID: row.role_id,
  locale: toLocale(row.locale),
  timeZone: row.time_zone,
  // Of a tenant that is suspended nobody is active.
  active: row.active === 1 && row.tenant_state === 'active',
  passwordHash: row.password_hash,
  attempts: row.attempts,
  attemptsRunning: row.attempts_running,
  unlockTime: row.unlock_time ?? undefined,
  attempted: row.attempted ?? undefined,
  lastPasswordChange: row.last_password_change,
  passwordNeverExpires: row.password_never_expires === 1,
})

export interface NewAdministrator {
  readonly ID: number
  readonly username: string
  readonly fullName: string
  readonly roleID: number
  readonly locale: Locale
  readonly timeZone: string
  readonly passwordHash: string
  readonly emailAddress?: string | undefined
}

const oneLess = sql<number>`CASE WHEN attempts_running > 0 THEN attempts_running - 1 ELSE 0 END`

export function createAdministratorRepository(db: Kysely<ManagerTables>) {
  const change = (ID: number, columns: Partial<Insertable<ManagerTables['administrators']>>) =>
    db.updateTable('administrators').set(columns).where('id', '=', ID).execute()
  const withTenant = () =>
    db
      .selectFrom('administrators')
      .innerJoin('tenants', 'tenants.id', 'administrators.tenant_id')
      .selectAll('administrators')
      .select('tenants.state as tenant_state')
  return {
    async count(tenantID: number): Promise<number> {
      const { users } = await db
        .selectFrom('administrators')
        .select((expression) => expression.fn.countAll<number>().as('users'))
        .where('tenant_id', '=', tenantID)
        .executeTakeFirstOrThrow()
      return users
    },
    /** Of the tenant of this name or ID. */
    async findByName(tenant: string | number, username: string): Promise<SigningIn | undefined> {
      const users = withTenant()
      const ofTenant =
        typeof tenant === 'number'
          ? users.where('tenants.id', '=', tenant)
          : users.where('tenants.name_folded', '=', folded(tenant))
      const row = await ofTenant.where('username_folded', '=', folded(username.trim())).executeTakeFirst()
      return row && toSigningIn(row)
    },
    async find(ID: number): Promise<SigningIn | undefined> {
      const row = await withTenant().where('administrators.id', '=', ID).executeTakeFirst()
      return row && toSigningIn(row)
    },
    async add(tenantID: number, user: NewAdministrator, now: number): Promise<void> {
      await db
        .insertInto('administrators')
        .values({
          id: user.ID,
          tenant_id: tenantID,
          username: user.username,
          username_folded: folded(user.username),
          full_name: user.fullName,
          full_name_folded: folded(user.fullName),
          time_zone_folded: folded(user.timeZone),
          ...(user.emailAddress !== undefined && {
            email_address: user.emailAddress,
            email_address_folded: folded(user.emailAddress),
          }),
          role_id: user.roleID,
          locale: user.locale,
          time_zone: user.timeZone,
          active: 1,
          password_hash: user.passwordHash,
          created: now,
          last_password_change: now,
          last_sign_in: null,
          unlock_time: null,
          attempts: 0,
          attempted: null,
        })
        .execute()
    },
    /** One more, of which nobody knows yet how it turns out. */
    async beginAttempt(
      ID: number,
      { attempts, running, now }: { attempts: number; running: number; now: number },
    ): Promise<void> {
      await change(ID, { attempts, attempts_running: running, attempted: now })
    },
    async failAttempt(ID: number): Promise<void> {
      await db.updateTable('administrators').set({ attempts_running: oneLess }).where('id', '=', ID).execute()
    },
    async forgetOneAttempt(ID: number): Promise<void> {
      await db
        .updateTable('administrators')
        .set((expression) => ({
          attempts: expression('attempts', '-', 1),
          attempts_running: oneLess,
          unlock_time: null,
        }))
        .where('id', '=', ID)
        .where('attempts', '>', 0)
        .execute()
    },
    /** Unless the password was changed in the meantime. */
    async rehash(ID: number, before: string, passwordHash: string): Promise<void> {
      await db
        .updateTable('administrators')
        .set({ password_hash: passwordHash })
        .where('id', '=', ID)
        .where('password_hash', '=', before)
        .execute()
    },
    /** What a try costs where there is nobody to count it for. */
    async countNobody(): Promise<void> {
      await nextID(db, 'sign-ins-of-nobody')
    },
    async lockUntil(ID: number, unlockTime: number): Promise<void> {
      await change(ID, { unlock_time: unlockTime })
    },
    /** Clears what was wrong; what is still being looked at goes on counting. */
    async signedIn(ID: number, now: number): Promise<void> {
      await db
        .updateTable('administrators')
        .set({ attempts: oneLess, attempts_running: oneLess, unlock_time: null, last_sign_in: now })
        .where('id', '=', ID)
        .execute()
    },
    async setMfaType(ID: number, mfaType: 'none' | 'local-totp'): Promise<void> {
      await change(ID, { mfa_type: mfaType })
    },
    async removeSecondFactor(ID: number): Promise<void> {
      await db.deleteFrom('second_factors').where('administrator_id', '=', ID).execute()
      await db.deleteFrom('recovery_codes').where('administrator_id', '=', ID).execute()
      await change(ID, { mfa_type: 'none' })
    },
    async setPassword(ID: number, passwordHash: string, now: number): Promise<void> {
      await change(ID, {
        password_hash: passwordHash,
        last_password_change: now,
        attempts: 0,
        unlock_time: null,
        active: 1,
      })
    },
  }
}
