import { rightsTree } from '@latchkey/contract'
import { primaryTenantID, type Caller } from '../caller.ts'
import { createApiKeyService } from '../features/api-keys/api-key-service.ts'
import { createApiKeySignIn } from '../features/api-keys/api-key-sign-in.ts'
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

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs
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
const uses: Readonly<Record<string, string>> = {
  ci: 'Checks every build against the policies',
  deploy: 'Rolls agents out to new machines',
  inventory: 'Counts what is protected, every morning',
  reports: 'The weekly report to the board',
  backup: 'Keeps a copy of the policies',
  scanner: 'Starts scans when something looks odd',
  terraform: 'Policies as code',
  ansible: 'Configures what the agents do',
  dashboard: 'The screen in the operations room',
  patching: 'Opens the window for patches',
  siem: 'Feeds events to the SIEM',
  nightly: 'The job at 02:30',
  sandbox: '',
  migration: 'Moves computers from the old manager',
  audit: 'For the auditors, while they are here',
}
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

// Roles were there before the first key.
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
  { database, keys, profile }: SetUpDependencies,
  caller: Caller,
  limitedRoleID: number,
  now: number,
): Promise<void> {
  let at = now
  const past = { database, pepper: keys.pepper, clock: () => at, profile: profile ?? 'full' }
  const apiKeys = createApiKeyService(past)
  const signIn = createApiKeySignIn(past)
  // In the order in which it would have come about: a key's number and the events tell it too.
  const seen: { lastSeen: number; secretKey: string }[] = []
  const wanted = [...namedKeys(now), ...teamKeys(limitedRoleID, now)].toSorted((a, b) => b.age - a.age)
  for (const { age, lastSeen, ...key } of wanted) {
    at = now - age
    const { secretKey } = await apiKeys.create(caller, { roleID: auditorRoleID, ...key })
    if (lastSeen !== undefined && key.active !== false) seen.push({ lastSeen, secretKey })
  }
  for (const { lastSeen, secretKey } of seen.toSorted((a, b) => b.lastSeen - a.lastSeen)) {
    at = now - lastSeen
    await signIn.signIn(secretKey)
  }
}

interface DemoKey {
  readonly keyName: string
  readonly description: string
  /** So long ago it was made, and seen for the last time. */
  readonly age: number
  readonly lastSeen?: number
  readonly roleID?: number
  readonly timeZone?: string
  readonly active?: boolean
  readonly expiryDate?: number
}

const namedKeys = (now: number): DemoKey[] => [
  {
    keyName: 'deploy-bot',
    description: 'Rolls out agents from the pipeline',
    age: 210 * dayMs,
    lastSeen: 4 * minuteMs,
    roleID: fullAccessRoleID,
    expiryDate: now + 60 * dayMs,
  },
  { keyName: 'locked-out', description: 'Locked after a laptop was lost', age: 96 * dayMs, active: false },
  {
    keyName: 'expired-last-week',
    description: 'The trial of spring',
    age: 190 * dayMs,
    lastSeen: 9 * dayMs,
    expiryDate: now - 7 * dayMs,
  },
  {
    keyName: 'expires-soon',
    description: 'Renew before the quarter ends',
    age: 85 * dayMs,
    lastSeen: 3 * hourMs,
    expiryDate: now + 5 * dayMs,
  },
]

const teamKeys = (limitedRoleID: number, now: number): DemoKey[] =>
  teams.flatMap((team, teamIndex) =>
    Object.entries(uses).map(([use, description], useIndex) => {
      const number = teamIndex * Object.keys(uses).length + useIndex
      // Some never expire, some have expired, some are about to, most have time.
      const expiry = number % 5 === 0 ? undefined : now + (((number * 37) % 320) - 40) * dayMs
      const lastSeen = ((number * 53) % 97) ** 2 * minuteMs + Math.max(0, now - (expiry ?? now))
      return {
        keyName: `${team}-${use}`,
        description,
        age: 50 * dayMs + ((number * 61) % 340) * dayMs + ((number * 7919) % 600) * minuteMs,
        // Some were made and never used.
        ...(number % 7 !== 3 && { lastSeen }),
        roleID: [auditorRoleID, limitedRoleID, fullAccessRoleID][number % 3] ?? auditorRoleID,
        timeZone: zones[number % zones.length] ?? 'Etc/UTC',
        active: number % 17 !== 0,
        ...(expiry !== undefined && { expiryDate: expiry }),
      }
    }),
  )
