import { administratorSchema, type Administrator, type SearchFilter } from '@latchkey/contract'
import type { Insertable, Kysely, Selectable } from 'kysely'
import type { ManagerTables } from '../../database/tables.ts'
import { folded } from '../../principals/folding.ts'
import { conditionsOf, type SearchableFields } from '../../search/criteria.ts'

/** The offset follows from the time zone and the day, so it is not kept. */
export type StoredAdministrator = Omit<Administrator, 'UTCOffset'>

const searchable: SearchableFields = {
  passwordNeverExpires: { kind: 'boolean', column: 'password_never_expires' },
  active: { kind: 'boolean', column: 'active' },
  primaryContact: { kind: 'boolean', column: 'primary_contact' },
  receiveNotifications: { kind: 'boolean', column: 'receive_notifications' },
  reportPDFPasswordEnabled: { kind: 'boolean', column: 'report_pdf_password_enabled' },
  external: { kind: 'boolean', column: 'external' },
  readOnly: { kind: 'boolean', column: 'read_only' },
  roleID: { kind: 'numeric', column: 'role_id' },
  unsuccessfulSignInAttempts: { kind: 'numeric', column: 'attempts' },
  username: { kind: 'string', column: 'username' },
  fullName: { kind: 'string', column: 'full_name' },
  description: { kind: 'string', column: 'description' },
  timeZone: { kind: 'string', column: 'time_zone' },
  phoneNumber: { kind: 'string', column: 'phone_number' },
  mobileNumber: { kind: 'string', column: 'mobile_number' },
  pagerNumber: { kind: 'string', column: 'pager_number' },
  emailAddress: { kind: 'string', column: 'email_address' },
  directoryName: { kind: 'string', unset: true },
  externalUserID: { kind: 'string', unset: true },
  timeFormat: { kind: 'choice', column: 'time_format' },
  mfaType: { kind: 'choice', column: 'mfa_type' },
  type: { kind: 'choice', column: 'user_type' },
  created: { kind: 'date', column: 'created' },
  lastPasswordChange: { kind: 'date', column: 'last_password_change' },
  lastSignIn: { kind: 'date', column: 'last_sign_in' },
  unlockTime: { kind: 'date', column: 'unlock_time' },
}

type Row = Selectable<ManagerTables['administrators']>

export function createAdministratorRepository(db: Kysely<ManagerTables>) {
  const ofTenant = (tenantID: number) => db.selectFrom('administrators').selectAll().where('tenant_id', '=', tenantID)
  return {
    async list(tenantID: number): Promise<StoredAdministrator[]> {
      return (await ofTenant(tenantID).orderBy('id').execute()).map(toAdministrator)
    },
    async search(tenantID: number, { searchCriteria, maxItems }: SearchFilter): Promise<StoredAdministrator[]> {
      let query = ofTenant(tenantID)
      for (const condition of conditionsOf(searchCriteria, searchable)) query = query.where(condition)
      return (await query.orderBy('id').limit(maxItems).execute()).map(toAdministrator)
    },
    async find(tenantID: number, ID: number): Promise<StoredAdministrator | undefined> {
      const row = await ofTenant(tenantID).where('id', '=', ID).executeTakeFirst()
      return row && toAdministrator(row)
    },
    async countActive(tenantID: number, roleID: number): Promise<number> {
      const { users } = await db
        .selectFrom('administrators')
        .select((expression) => expression.fn.countAll<number>().as('users'))
        .where('tenant_id', '=', tenantID)
        .where('role_id', '=', roleID)
        .where('active', '=', 1)
        .executeTakeFirstOrThrow()
      return users
    },
    async add(tenantID: number, user: StoredAdministrator, passwordHash: string): Promise<void> {
      await db
        .insertInto('administrators')
        .values({ ...toRow(user), id: user.ID, tenant_id: tenantID, password_hash: passwordHash })
        .execute()
    },
    async replace(tenantID: number, user: StoredAdministrator, passwordHash?: string): Promise<void> {
      const columns = { ...toRow(user), ...(passwordHash !== undefined && { password_hash: passwordHash }) }
      await db
        .updateTable('administrators')
        .set(columns)
        .where('tenant_id', '=', tenantID)
        .where('id', '=', user.ID)
        .execute()
    },
    async remove(tenantID: number, ID: number): Promise<void> {
      await db.deleteFrom('administrators').where('tenant_id', '=', tenantID).where('id', '=', ID).execute()
    },
  }
}

const { locale, timeFormat, mfaType, type } = administratorSchema.shape

function toAdministrator(row: Row): StoredAdministrator {
  return {
    username: row.username,
    fullName: row.full_name,
    description: row.description,
    roleID: row.role_id,
    locale: locale.parse(row.locale),
    timeZone: row.time_zone,
    timeFormat: timeFormat.parse(row.time_format),
    passwordNeverExpires: row.password_never_expires === 1,
    active: row.active === 1,
    mfaType: mfaType.parse(row.mfa_type),
    phoneNumber: row.phone_number,
    mobileNumber: row.mobile_number,
    pagerNumber: row.pager_number,
    emailAddress: row.email_address,
    primaryContact: row.primary_contact === 1,
    receiveNotifications: row.receive_notifications === 1,
    reportPDFPasswordEnabled: row.report_pdf_password_enabled === 1,
    created: row.created,
    lastPasswordChange: row.last_password_change,
    ...(row.last_sign_in !== null && { lastSignIn: row.last_sign_in }),
    ...(row.unlock_time !== null && { unlockTime: row.unlock_time }),
    unsuccessfulSignInAttempts: row.attempts,
    external: row.external === 1,
    type: type.parse(row.user_type),
    readOnly: row.read_only === 1,
    ID: row.id,
  }
}

function toRow(
  user: StoredAdministrator,
): Omit<Insertable<ManagerTables['administrators']>, 'id' | 'tenant_id' | 'password_hash'> {
  return {
    username: user.username,
    username_folded: folded(user.username),
    full_name: user.fullName,
    full_name_folded: folded(user.fullName),
    description: user.description,
    description_folded: folded(user.description),
    role_id: user.roleID,
    locale: user.locale,
    time_zone: user.timeZone,
    time_zone_folded: folded(user.timeZone),
    time_format: user.timeFormat,
    password_never_expires: Number(user.passwordNeverExpires),
    active: Number(user.active),
    phone_number: user.phoneNumber,
    phone_number_folded: folded(user.phoneNumber),
    mobile_number: user.mobileNumber,
    mobile_number_folded: folded(user.mobileNumber),
    pager_number: user.pagerNumber,
    pager_number_folded: folded(user.pagerNumber),
    email_address: user.emailAddress,
    email_address_folded: folded(user.emailAddress),
    primary_contact: Number(user.primaryContact),
    receive_notifications: Number(user.receiveNotifications),
    report_pdf_password_enabled: Number(user.reportPDFPasswordEnabled),
    created: user.created,
    last_password_change: user.lastPasswordChange,
    last_sign_in: user.lastSignIn ?? null,
    unlock_time: user.unlockTime ?? null,
    attempts: user.unsuccessfulSignInAttempts,
  }
}
