import type { ApiKey, ModifyApiKey } from '@latchkey/contract'
import type { ApiChange } from '../../../frames/api-change.ts'

/** What is done to one key, or to each of many. */
export type KeyWork =
  | { readonly kind: 'lockOut'; readonly reason: string }
  | { readonly kind: 'unlock' }
  | { readonly kind: 'remove' }
  | { readonly kind: 'setExpiry'; readonly expiryDate: number }
  | { readonly kind: 'changeRole'; readonly roleID: number }
export type WorkKind = KeyWork['kind']

/** What of the key it changes; undefined where it goes. */
export function propertiesOf(work: KeyWork): ModifyApiKey | undefined {
  switch (work.kind) {
    case 'lockOut':
      return { active: false }
    case 'unlock':
      return { active: true }
    case 'remove':
      return undefined
    case 'setExpiry':
      return { expiryDate: work.expiryDate }
    case 'changeRole':
      return { roleID: work.roleID }
  }
}

/** The same as a call of the manager's API. */
export function changeOf(keys: readonly Pick<ApiKey, 'ID'>[], work: KeyWork): ApiChange {
  const body = propertiesOf(work)
  const [only] = keys
  return {
    method: body ? 'POST' : 'DELETE',
    ...(body && { body }),
    ...(keys.length === 1 && only
      ? { path: `/apikeys/${only.ID}` }
      : { path: '/apikeys/{ID}', IDs: keys.map(({ ID }) => ID) }),
  }
}
