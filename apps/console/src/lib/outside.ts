import type { ActivityEntry, SystemEvent } from '@latchkey/contract'

/** Whether a change went through this console. */
export type Origin = 'console' | 'outside' | 'unknown'

const kinds: Readonly<Partial<Record<SystemEvent['targetKind'], string>>> = {
  'api-key': 'apiKeys',
  administrator: 'administrators',
  role: 'roles',
  tenant: 'tenants',
  setting: 'systemSettings',
}
/** What the activity calls it. */
export const activityKindOf = (kind: SystemEvent['targetKind']): string | undefined => kinds[kind]

/** Two clocks, and a change that took its time. */
const apartMaxMs = 60_000

/** Signing in and out is no change of anything. */
export const isChange = ({ eventID }: Pick<SystemEvent, 'eventID'>): boolean =>
  eventID !== 160 && (eventID < 600 || eventID > 603)

/** The oldest entry that was read: before it nothing is known. */
const knownFrom = (entries: readonly Pick<ActivityEntry, 'time'>[]): number =>
  entries.reduce((oldest, { time }) => Math.min(oldest, time), Infinity)

/**
 * Whether a change went through this console: then its own record has one of the same person, about the same thing, at
 * about that time. Undefined for what is no change.
 */
export function createOriginOf(
  entries:
    | readonly Pick<ActivityEntry, 'time' | 'objectKind' | 'objectID' | 'administratorID' | 'outcome'>[]
    | undefined,
  isComplete: boolean,
): (event: SystemEvent) => Origin | undefined {
  const byPerson = Map.groupBy(entries ?? [], ({ administratorID }) => administratorID)
  const from = isComplete ? -Infinity : knownFrom(entries ?? [])
  return (event) => {
    const kind = activityKindOf(event.targetKind)
    if (!isChange(event) || kind === undefined || event.performedByID === undefined) return undefined
    if (entries === undefined || event.time < from) return 'unknown'
    const isIt = byPerson
      .get(event.performedByID)
      ?.some(
        ({ time, objectKind, objectID, outcome }) =>
          outcome !== 'denied' &&
          objectKind === kind &&
          (objectID === undefined || objectID === event.targetID) &&
          Math.abs(time - event.time) <= apartMaxMs,
      )
    return isIt ? 'console' : 'outside'
  }
}
