import { Refusal, settingDefinition, settingNames, type SettingValue, type SystemSettings } from '@latchkey/contract'
import type { Database } from '@latchkey/database'
import { requireRight, type Caller } from '../../caller.ts'
import type { ManagerTables, Transaction } from '../../database/tables.ts'
import { changesOf, said } from '../../events/changes.ts'
import { record } from '../../events/system-events.ts'
import { createSettingRepository } from '../../settings/setting-repository.ts'

const group = 'platformRights.settingRights'

interface SystemSettingServiceDependencies {
  readonly database: Database<ManagerTables>
  readonly clock: () => number
  readonly profile: 'full' | 'stock'
}

/** Undefined gives a setting its default back. */
type Changes = ReadonlyMap<string, string | undefined>

export function createSystemSettingService({ database, clock, profile }: SystemSettingServiceDependencies) {
  const names = settingNames(profile)
  const productNames = new Set(settingNames('stock'))
  const listed = ({ seesExtensions }: Caller, values: ReadonlyMap<string, string>): SystemSettings =>
    toObject([...values].filter(([name]) => seesExtensions || productNames.has(name)))

  const read = async (db: Database<ManagerTables>['kysely'], tenantID: number): Promise<Map<string, string>> => {
    const chosen = await createSettingRepository(db).chosen(tenantID)
    return new Map(names.map((name) => [name, chosen.get(name) ?? defaultOf(name)]))
  }

  function requireKnown(name: string): void {
    if (!names.includes(name)) throw new Refusal(404, 'The system setting does not exist.')
  }

  async function change(caller: Caller, changes: Changes): Promise<Map<string, string>> {
    requireRight(caller, `${group}.canEditSettings`)
    return await database.transaction(async (transaction) => {
      const before = await read(transaction, caller.tenantID)
      await write(transaction, caller.tenantID, changes)
      const after = await read(transaction, caller.tenantID)
      const moved = [...after].filter(([name, value]) => before.get(name) !== value)
      if (moved.length > 0)
        await record(transaction, clock(), {
          event: 'settings-saved',
          tenantID: caller.tenantID,
          by: caller,
          target: { kind: 'setting', name: moved.length === 1 ? (moved[0]?.[0] ?? '') : 'System Settings' },
          description: changesOf(Object.fromEntries(before), Object.fromEntries(after)),
        })
      return after
    })
  }

  const one = async (caller: Caller, name: string, value: string | undefined): Promise<SettingValue> => ({
    value: (await change(caller, new Map([[name, value]]))).get(name) ?? '',
  })

  return {
    async list(caller: Caller): Promise<SystemSettings> {
      requireRight(caller, `${group}.canViewSettings`)
      return listed(caller, await read(database.kysely, caller.tenantID))
    },
    async describe(caller: Caller, name: string): Promise<SettingValue> {
      requireRight(caller, `${group}.canViewSettings`)
      requireKnown(name)
      return { value: (await read(database.kysely, caller.tenantID)).get(name) ?? '' }
    },
    async modifyAll(caller: Caller, given: SystemSettings): Promise<SystemSettings> {
      requireRight(caller, `${group}.canEditSettings`)
      // A setting that is passed over in silence would be taken for one that holds.
      for (const name of Object.keys(given))
        if (!names.includes(name)) throw new Refusal(400, `${name}: there is no such system setting.`, { field: name })
      const changes = Object.entries(given).map(([name, { value }]) => [name, valid(name, value)] as const)
      return listed(caller, await change(caller, new Map(changes)))
    },
    async modify(caller: Caller, name: string, { value }: SettingValue): Promise<SettingValue> {
      requireRight(caller, `${group}.canEditSettings`)
      requireKnown(name)
      return await one(caller, name, valid(name, value))
    },
    async reset(caller: Caller, name: string): Promise<SettingValue> {
      requireRight(caller, `${group}.canEditSettings`)
      requireKnown(name)
      return await one(caller, name, undefined)
    },
  }
}
export type SystemSettingService = ReturnType<typeof createSystemSettingService>

const defaultOf = (name: string): string => settingDefinition(name)?.default ?? ''

async function write(transaction: Transaction, tenantID: number, changes: Changes): Promise<void> {
  const settings = createSettingRepository(transaction)
  for (const [name, value] of changes)
    if (value === undefined) await settings.reset(tenantID, name)
    else await settings.set(tenantID, name, value)
}

function valid(name: string, value: string): string {
  const result = settingDefinition(name)?.value.safeParse(value.replaceAll('\0', '\uFFFD'))
  if (result?.success) return result.data
  throw new Refusal(400, `${name}: "${said(value)}" ${result?.error.issues[0]?.message ?? 'is not a value of it'}.`, {
    field: name,
  })
}

const toObject = (values: readonly (readonly [name: string, value: string])[]): SystemSettings =>
  Object.fromEntries(values.map(([name, value]) => [name, { value }]))
