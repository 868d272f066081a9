import type { ActivityEntry } from '@latchkey/contract'
import type { AllMessages } from '../../messages/administration.ts'
import { objectKinds } from './activity-address.ts'

/** What a call was about, by the part of its route that follows /bff. */
const routeSubjects = {
  activity: 'activity',
  administrators: 'users',
  apikeys: 'apiKeys',
  issuances: 'apiKeys',
  managersessions: 'userTab.sessions',
  notes: 'apiKeys',
  roles: 'roles',
  systemevents: 'systemEvents',
  systemsettings: 'systemSettings',
  tenants: 'tenants',
} as const

/** What has no name in the record is told by its kind and number, and what has neither by what was asked for. */
export function objectName(
  { objectName: name, objectID, objectKind, detail }: ActivityEntry,
  messages: AllMessages,
): string {
  if (name !== undefined) return name
  if (objectID !== undefined) return `${kindName(objectKind, 'one', messages)} #${objectID}`
  return kindName(objectKind, 'object', messages) || askedFor(detail?.['route'], messages)
}

/** What is exported is all of a kind: of the records of what happened, too. */
const records = ['activity', 'systemEvents'] as const

function kindName(objectKind: string | undefined, number: 'one' | 'object', messages: AllMessages): string {
  const kind = objectKinds.find((known) => known === objectKind)
  if (kind !== undefined) return messages[`${number}.${kind}`]
  const record = records.find((known) => known === objectKind)
  return record === undefined ? (objectKind ?? '') : messages[record]
}

function askedFor(route: unknown, messages: AllMessages): string {
  const [, part] = /^\/bff\/(\w+)/.exec(String(route)) ?? []
  const subject = Object.entries(routeSubjects).find(([name]) => name === part)
  return subject === undefined ? '' : messages[subject[1]]
}

/** A key for a tenant is recorded with the tenant: whose key it is follows its own name. */
export function targetText(entry: ActivityEntry, messages: AllMessages): string {
  const keyName = entry.objectKind === 'tenants' ? entry.detail?.['keyName'] : undefined
  if (keyName === undefined) return objectName(entry, messages)
  return messages.keyOfTenant(String(keyName), `${messages.tenant} #${entry.objectID}`)
}

/** Who is refused a look was shown nothing; a change that is refused has an entry of that change. */
export const outcomeText = ({ action, outcome }: ActivityEntry, messages: AllMessages): string =>
  action === 'authz.denied' ? messages.deniedSight : messages[`outcome.${outcome}`]

/** As the machine has it: for whoever searches the logs or the source. */
export function technicalFacts({ action, detail = {} }: ActivityEntry, messages: AllMessages) {
  const { method, route, ...others } = detail
  const call = [method, route].filter((part) => part !== undefined).join(' ')
  return [
    ...Object.entries(others).map(([name, value]) => [name, String(value)] as const),
    [messages.recordedAs, action] as const,
    [messages.recordedCall, call || undefined] as const,
  ]
}
