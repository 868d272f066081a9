import type { SystemEvent } from '@latchkey/contract'

export const eventLevels = ['info', 'warning', 'error'] as const satisfies readonly SystemEvent['level'][]
export const targetKinds = [
  'administrator',
  'api-key',
  'role',
  'tenant',
  'setting',
  'cluster',
] as const satisfies readonly SystemEvent['targetKind'][]
export type TargetKind = (typeof targetKinds)[number]

/** What of the list stands in the address besides its search and order. */
export interface EventSearch {
  readonly q?: string | undefined
  readonly sort?: string | undefined
  readonly level?: SystemEvent['level'] | undefined
  /** Such as role, or role.12. */
  readonly target?: string | undefined
  /** The ID of whoever did it. */
  readonly by?: string | undefined
  /** Days such as 2026-11-21, where the viewer is. */
  readonly from?: string | undefined
  readonly to?: string | undefined
}

const day = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/

// What is not set is said as undefined and not left out: the router would keep what was in the address.
export function parseEventSearch(search: Readonly<Record<string, unknown>>): EventSearch {
  const text = (name: string, pattern = /./) => {
    const value = search[name]
    return typeof value === 'string' && pattern.test(value) ? value : undefined
  }
  const target = text('target', /^[a-z-]+(?:\.\d{1,10})?$/)
  return {
    q: text('q'),
    sort: text('sort'),
    level: eventLevels.find((level) => level === search['level']),
    target: targetOf(target) && target,
    by: text('by', /^\d{1,10}$/),
    from: text('from', day),
    to: text('to', day),
  }
}

export function targetOf(
  text: string | undefined,
): { readonly targetKind: TargetKind; readonly targetID?: number } | undefined {
  const [kind, ID] = text?.split('.') ?? []
  const targetKind = targetKinds.find((known) => known === kind)
  return targetKind && { targetKind, ...(ID !== undefined && { targetID: Number(ID) }) }
}
