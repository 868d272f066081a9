import { tenantSchema, type SearchFilter, type Tenant } from '@latchkey/contract'
import type { Insertable, Kysely, Selectable } from 'kysely'
import { nextID } from '../../database/id-sequences.ts'
import type { ManagerTables } from '../../database/tables.ts'
import { folded } from '../../principals/folding.ts'
import { conditionsOf, type SearchableFields } from '../../search/criteria.ts'

const searchable: SearchableFields = {
  demoMode: { kind: 'boolean', column: 'demo_mode' },
  hideUnlicensedModules: { kind: 'boolean', column: 'hide_unlicensed_modules' },
  databaseServerID: { kind: 'numeric', unset: true },
  name: { kind: 'string', column: 'name' },
  description: { kind: 'string', column: 'description' },
  timeZone: { kind: 'string', column: 'time_zone' },
  guid: { kind: 'string', column: 'guid' },
  tenantState: { kind: 'choice', column: 'state' },
  lastSigninTime: { kind: 'date', column: 'last_sign_in' },
}

export type NewTenant = Omit<Tenant, 'ID' | 'lastSigninTime'>
// What is of one tenant, in an order in which nothing is left pointing at what is gone.
const tablesOfTenants = [
  'clusters',
  'system_events',
  'api_usage_metrics',
  'sessions',
  'administrators',
  'api_keys',
  'principals',
  'roles',
  'system_settings',
] as const

export function createTenantRepository(db: Kysely<ManagerTables>) {
  const withLastSignIn = () =>
    db.selectFrom((from) =>
      from
        .selectFrom('tenants')
        .selectAll()
        .select((select) =>
          select
            .selectFrom('administrators')
            .select((expression) => expression.fn.max('last_sign_in').as('last'))
            .whereRef('administrators.tenant_id', '=', 'tenants.id')
            .as('last_sign_in'),
        )
        .as('tenants'),
    )
  const all = () => withLastSignIn().selectAll()
  return {
    async list(): Promise<Tenant[]> {
      return (await all().orderBy('id').execute()).map(toTenant)
    },
    async IDs(): Promise<number[]> {
      return (await db.selectFrom('tenants').select('id').orderBy('id').execute()).map(({ id }) => id)
    },
    async search({ searchCriteria, maxItems }: SearchFilter): Promise<Tenant[]> {
      let query = all()
      for (const condition of conditionsOf(searchCriteria, searchable)) query = query.where(condition)
      return (await query.orderBy('id').limit(maxItems).execute()).map(toTenant)
    },
    async find(ID: number): Promise<Tenant | undefined> {
      const row = await all().where('id', '=', ID).executeTakeFirst()
      return row && toTenant(row)
    },
    async isNameTaken(name: string, except = -1): Promise<boolean> {
      const row = await db
        .selectFrom('tenants')
        .select('id')
        .where('name_folded', '=', folded(name))
        .where('id', '!=', except)
        .executeTakeFirst()
      return row !== undefined
    },
    async add(tenant: NewTenant, created: number, givenID?: number): Promise<number> {
      const id = givenID ?? (await nextID(db, 'tenant'))
      await db
        .insertInto('tenants')
        .values({ ...toRow(tenant), id, created })
        .execute()
      return id
    },
    async replace({ ID, ...tenant }: Tenant): Promise<void> {
      await db.updateTable('tenants').set(toRow(tenant)).where('id', '=', ID).execute()
    },
    async endSessions(ID: number): Promise<void> {
      await db.deleteFrom('sessions').where('tenant_id', '=', ID).execute()
    },
    async remove(ID: number): Promise<void> {
      for (const table of tablesOfTenants) await db.deleteFrom(table).where('tenant_id', '=', ID).execute()
      await db.deleteFrom('tenants').where('id', '=', ID).execute()
    },
  }
}

type Row = Selectable<ManagerTables['tenants']> & { last_sign_in: number | null }

const toTenant = (row: Row): Tenant =>
  tenantSchema.parse({
    name: row.name,
    description: row.description,
    timeZone: row.time_zone,
    locale: row.locale,
    demoMode: row.demo_mode === 1,
    modulesVisible: JSON.parse(row.modules_visible),
    hideUnlicensedModules: row.hide_unlicensed_modules === 1,
    ...(row.last_sign_in !== null && { lastSigninTime: row.last_sign_in }),
    tenantState: row.state,
    guid: row.guid,
    ID: row.id,
  })

const toRow = (tenant: NewTenant): Omit<Insertable<ManagerTables['tenants']>, 'id' | 'created'> => ({
  name: tenant.name,
  name_folded: folded(tenant.name),
  guid: tenant.guid,
  guid_folded: folded(tenant.guid),
  description: tenant.description,
  description_folded: folded(tenant.description),
  time_zone: tenant.timeZone,
  time_zone_folded: folded(tenant.timeZone),
  locale: tenant.locale,
  demo_mode: Number(tenant.demoMode),
  modules_visible: JSON.stringify(tenant.modulesVisible),
  hide_unlicensed_modules: Number(tenant.hideUnlicensedModules),
  state: tenant.tenantState,
})
