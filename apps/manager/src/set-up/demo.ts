import { rightsTree } from '@latchkey/contract'
import { primaryTenantID, type Caller } from '../caller.ts'
import { createApiKeyService } from '../features/api-keys/api-key-service.ts'
import { auditorRoleID } from '../features/roles/built-in-roles.ts'
import { createRoleService } from '../features/roles/role-service.ts'
import { fullAccessRoleID } from '../principals/held-role.ts'
import { createHeldRoleRepository } from '../principals/held-role-repository.ts'
import {
  addAdministrator,
  createFirstAdministrator,
  newPassword,
  type SetUpDependencies,
} from './first-administrator.ts'

const dayMs = 86_400_000
const teams = [
  'payments',
  'billing',
  'identity',
  'warehouse',
  'mobile',
  'web',
  'data',
  'network',
  'support',
  'compliance',
]
const uses = [
  'ci',
  'deploy',
  'inventory',
  'reports',
  'backup',
  'scanner',
  'terraform',
  'ansible',
  'dashboard',
  'patching',
  'siem',
  'nightly',
  'sandbox',
  'migration',
  'audit',
]
const zones = ['Europe/Berlin', 'America/New_York', 'Asia/Tokyo', 'Etc/UTC']

interface DemoUser {
  readonly userName: string
  readonly password: string
}

/** A believable company, made through the services at every start of a demo. */
export async function seedDemo(
  dependencies: SetUpDependencies,
): Promise<Record<'administrator' | 'limited' | 'auditor', DemoUser>> {
  const administrator = { userName: 'administrator', password: newPassword() }
  await createFirstAdministrator(dependencies, administrator)
  const past = pastDependencies(dependencies)
  const caller = await fullAccessCaller(past)
  const limitedRoleID = await makeRoles(past, caller)
  await makeKeys(past, caller, limitedRoleID, dependencies.clock())
  return {
    administrator,
    limited: await makeUser(dependencies, 'limited', limitedRoleID),
    auditor: await makeUser(dependencies, 'auditor', auditorRoleID),
  }
}

// Keys that have expired were made when their expiry was still to come.
const pastDependencies = ({ clock, ...rest }: SetUpDependencies): SetUpDependencies => ({
  ...rest,
  clock: () => clock() - 400 * dayMs,
})

async function fullAccessCaller({ database }: SetUpDependencies): Promise<Caller> {
  const role = await createHeldRoleRepository(database.kysely).find(primaryTenantID, fullAccessRoleID)
  if (role === undefined) throw new Error('The role Full Access is missing.')
  return {
    kind: 'administrator',
    tenantID: primaryTenantID,
    ID: 1,
    name: 'administrator',
    locale: 'en-US',
    timeZone: 'Europe/Berlin',
    role,
  }
}

async function makeRoles({ database, clock }: SetUpDependencies, caller: Caller): Promise<number> {
  const roles = createRoleService({ database, clock })
  const keyRights = ['CreateNewApiKeys', 'DeleteApiKeys', 'EditApiKeyProperties', 'ViewApiKeys'].map(
    (name) => `platformRights.apikeyRights.can${name}`,
  )
  const limited = await roles.create(caller, {
    name: 'Key administrator',
    description: 'Makes and revokes API keys, and sees roles',
    allowWebService: true,
    rights: rightsTree(new Set([...keyRights, 'platformRights.administratorRoleRights.canViewAdministratorRoles']), [
      ...keyRights,
      'platformRights.administratorRoleRights.canViewAdministratorRoles',
    ]),
  })
  await roles.create(caller, {
    name: 'Policy reader',
    description: 'Reads policies and computers',
    allowWebService: true,
  })
  return limited.ID
}

async function makeUser(dependencies: SetUpDependencies, userName: string, roleID: number): Promise<DemoUser> {
  const password = newPassword()
  await addAdministrator(dependencies, { username: userName, password, roleID })
  return { userName, password }
}

async function makeKeys(
  { database, keys, clock }: SetUpDependencies,
  caller: Caller,
  limitedRoleID: number,
  now: number,
): Promise<void> {
  const apiKeys = createApiKeyService({ database, pepper: keys.pepper, clock })
  const make = (
    keyName: string,
    more: { description?: string; roleID?: number; timeZone?: string; active?: boolean; expiryDate?: number } = {},
  ) => apiKeys.create(caller, { keyName, roleID: auditorRoleID, ...more })
  await make('deploy-bot', {
    description: 'Rolls out agents from the pipeline',
    roleID: fullAccessRoleID,
    expiryDate: now + 60 * dayMs,
  })
  await make('locked-out', { description: 'Locked after a laptop was lost', active: false })
  await make('expired-last-week', { description: 'The trial of spring', expiryDate: now - 7 * dayMs })
  await make('expires-soon', { description: 'Renew before the quarter ends', expiryDate: now + 5 * dayMs })
  for (const [teamIndex, team] of teams.entries())
    for (const [useIndex, use] of uses.entries()) {
      const number = teamIndex * uses.length + useIndex
      await make(`${team}-${use}`, {
        description: number % 4 === 0 ? '' : `${use} of the ${team} team`,
        roleID: [auditorRoleID, limitedRoleID, fullAccessRoleID][number % 3] ?? auditorRoleID,
        timeZone: zones[number % zones.length] ?? 'Etc/UTC',
        active: number % 17 !== 0,
        // Some never expire, some have expired, some are about to, most have time.
        ...(number % 5 !== 0 && { expiryDate: now + (((number * 37) % 320) - 40) * dayMs }),
      })
    }
}
