import type { ActivityOutcome } from '@latchkey/contract'

export const outcomes = ['begun', 'ok', 'denied', 'failed', 'unknown'] as const satisfies readonly ActivityOutcome[]
export const objectKinds = ['apiKeys', 'roles', 'administrators', 'tenants', 'systemSettings'] as const

export interface ActivitySearchText {
  readonly q?: string | undefined
  readonly sort?: string | undefined
  readonly outcome?: ActivityOutcome | undefined
  /** Such as roles, or roles.12. */
  readonly object?: string | undefined
  readonly person?: string | undefined
  readonly from?: string | undefined
  readonly to?: string | undefined
}

const day = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/

// What is not set is said as undefined and not left out: the router would keep what was in the address.
export function parseActivitySearch(search: Readonly<Record<string, unknown>>): ActivitySearchText {
  const text = (name: string, pattern = /./) => {
    const value = search[name]
    return typeof value === 'string' && pattern.test(value) ? value : undefined
  }
  return {
    q: text('q'),
    sort: text('sort'),
    outcome: outcomes.find((outcome) => outcome === search['outcome']),
    object: text('object', /^[A-Za-z]{1,40}(?:\.\d{1,10})?$/),
    person: text('person'),
    from: text('from', day),
    to: text('to', day),
  }
}

export function objectOf(
  text: string | undefined,
): { readonly objectKind: string; readonly objectID?: number } | undefined {
  const [objectKind, ID] = text?.split('.') ?? []
  return objectKind === undefined ? undefined : { objectKind, ...(ID !== undefined && { objectID: Number(ID) }) }
}
