import type { SystemEvent } from '@latchkey/contract'
import { textIn } from '../../frames/list-address.ts'
import { idText, parseLogAddress, type LogAddress } from '../../frames/log-address.ts'

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

export interface EventSearch extends LogAddress {
  readonly level?: SystemEvent['level'] | undefined
  /** The product's number of this kind of event. */
  readonly event?: string | undefined
  /** Such as role, or role.12. */
  readonly target?: string | undefined
  /** The ID of whoever did it. */
  readonly by?: string | undefined
  /** The hour that begins then, such as 2026-11-21T14:00Z; it goes before the days. */
  readonly hour?: string | undefined
  /** Read again every few seconds. */
  readonly live?: 'on' | undefined
}

export function parseEventSearch(search: Readonly<Record<string, unknown>>): EventSearch {
  const target = textIn(search, 'target', /^[a-z-]+(?:\.\d{1,10})?$/)
  return {
    ...parseLogAddress(search),
    level: eventLevels.find((level) => level === search['level']),
    event: textIn(search, 'event', idText),
    target: targetOf(target) && target,
    by: textIn(search, 'by', idText),
    hour: hourFrom(textIn(search, 'hour', hourText)) === undefined ? undefined : textIn(search, 'hour'),
    live: search['live'] === 'on' ? 'on' : undefined,
  }
}

const hourText = /^\d{4}-\d\d-\d\dT\d\d:\d\dZ$/

export function hourFrom(text: string | undefined): number | undefined {
  const from = Date.parse(text ?? '')
  return Number.isNaN(from) ? undefined : from
}
export const textOfHour = (from: number): string => `${new Date(from).toISOString().slice(0, 16)}Z`

export function targetOf(
  text: string | undefined,
): { readonly targetKind: TargetKind; readonly targetID?: number } | undefined {
  const [kind, ID] = text?.split('.') ?? []
  const targetKind = targetKinds.find((known) => known === kind)
  return targetKind && { targetKind, ...(ID !== undefined && { targetID: Number(ID) }) }
}
