import {
  objectID,
  type ActivityAction,
  type ActivityEntry,
  type ChangedKind,
  type Endpoint,
  type managerForPage,
} from '@latchkey/contract'
import { z } from 'zod'

type Detail = NonNullable<ActivityEntry['detail']>
export type ManagerTable = Omit<typeof managerForPage, 'setUp'>
export type ManagerGroup = keyof ManagerTable
/** Of which nothing can be changed, so that nothing of them is recorded. */
export const readOnlyGroup = 'systemEvents'
type ChangingGroup = Exclude<ManagerGroup, typeof readOnlyGroup>

export interface ManagerAct {
  readonly action: ActivityAction
  readonly objectKind: ChangedKind
  readonly objectID?: number
  readonly objectName?: string
  readonly detail?: Detail
}
type Verb = 'created' | 'modified' | 'deleted'
interface Recorded {
  readonly kind: ChangedKind
  readonly action: (verb: Verb, body: object) => ActivityAction
}

// A group of the table that is not named here stops the build.
const recorded: Readonly<Record<ChangingGroup, Recorded>> = {
  apiKeys: { kind: 'apiKeys', action: keyAction },
  roles: { kind: 'roles', action: (verb) => `role.${verb}` },
  administrators: { kind: 'administrators', action: (verb) => `user.${verb}` },
  mfa: { kind: 'administrators', action: () => 'user.factor-changed' },
  managerSessions: { kind: 'administrators', action: () => 'user.session-ended' },
  tenants: { kind: 'tenants', action: (verb) => `tenant.${verb}` },
  systemSettings: { kind: 'systemSettings', action: () => 'setting.modified' },
}

function keyAction(verb: Verb, body: object): ActivityAction {
  if (verb !== 'modified' || !('active' in body)) return `apikey.${verb}`
  return body.active === true ? 'apikey.unlocked' : 'apikey.locked'
}

/** What a change is in the record: which kind of thing, what is done to it, and which one where that is known before. */
export function actOf(
  group: ChangingGroup,
  { method, path }: Pick<Endpoint, 'method' | 'path'>,
  params: object,
  body: object,
): ManagerAct {
  const { kind, action } = recorded[group]
  const [given] = Object.values(params)
  const verb = method === 'DELETE' ? 'deleted' : /:|\/current/.test(path) ? 'modified' : 'created'
  const detail = { ...detailOf(body), ...(typeof given === 'string' && { name: given }) }
  return {
    action: action(verb, body),
    objectKind: kind,
    ...(typeof given === 'number' && { objectID: given }),
    ...(Object.keys(detail).length > 0 && { detail }),
  }
}

// What may stand in the record as it was sent; of everything else only that it was sent.
const plainProperties: readonly string[] = [
  'keyName',
  'name',
  'username',
  'roleID',
  'active',
  'expiryDate',
  'locale',
  'timeZone',
  'tenantState',
]

/** What is recorded of a body: which properties, and the values of those that are nobody's secret. */
function detailOf(body: object): Detail {
  const names = Object.keys(body).toSorted()
  if (names.length === 0) return {}
  const plain = Object.entries(body).filter(([name]) => plainProperties.includes(name))
  const values = plain.flatMap(([name, value]) =>
    typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
      ? [[name, value] as const]
      : [],
  )
  return { properties: names.join(' '), ...Object.fromEntries(values) }
}

const answeredSchema = z.object({
  // The record keeps only what it can tell again.
  ID: objectID.optional().catch(undefined),
  keyName: z.string().optional(),
  name: z.string().optional(),
  username: z.string().optional(),
})

/** What the manager's answer says the change was done to. */
export const objectIn = (text: string) => describedObject(text === '' ? undefined : JSON.parse(text))

export function describedObject(value: unknown): Pick<ManagerAct, 'objectID' | 'objectName'> {
  const answered = answeredSchema.safeParse(value)
  if (!answered.success) return {}
  const { ID, keyName, name, username } = answered.data
  const objectName = keyName ?? name ?? username
  return { ...(ID !== undefined && { objectID: ID }), ...(objectName !== undefined && { objectName }) }
}
