import type { ActivityOutcome } from '@latchkey/contract'
import { textIn } from '../../frames/list-address.ts'
import { parseLogAddress, type LogAddress } from '../../frames/log-address.ts'

export const outcomes = ['begun', 'ok', 'denied', 'failed', 'unknown'] as const satisfies readonly ActivityOutcome[]
export const objectKinds = ['apiKeys', 'roles', 'administrators', 'tenants', 'systemSettings'] as const

export interface ActivitySearchText extends LogAddress {
  readonly outcome?: ActivityOutcome | undefined
  /** Such as roles, or roles.12. */
  readonly object?: string | undefined
  readonly person?: string | undefined
}

export const parseActivitySearch = (search: Readonly<Record<string, unknown>>): ActivitySearchText => ({
  ...parseLogAddress(search),
  outcome: outcomes.find((outcome) => outcome === search['outcome']),
  object: textIn(search, 'object', /^[A-Za-z]{1,40}(?:\.\d{1,10})?$/),
  person: textIn(search, 'person'),
})

export function objectOf(
  text: string | undefined,
): { readonly objectKind: string; readonly objectID?: number } | undefined {
  const [objectKind, ID] = text?.split('.') ?? []
  return objectKind === undefined ? undefined : { objectKind, ...(ID !== undefined && { objectID: Number(ID) }) }
}
