import { liveEventSchema, type LiveEvent } from '@latchkey/contract'
import type { Database } from '@latchkey/database'
import { z } from 'zod'
import type { ConsoleTables } from '../database/tables.ts'

/** Whom an event is for: everyone of a tenant, one person, or one browser session. */
const noticeSchema = z.object({
  scope: z.string().optional(),
  owner: z.string().optional(),
  digest: z.string().optional(),
  event: liveEventSchema,
})
type Notice = z.infer<typeof noticeSchema>

/** Undefined for what is not of ours: whoever may connect to the database may say anything there. */
function noticeIn(text: string): Notice | undefined {
  try {
    return noticeSchema.safeParse(JSON.parse(text)).data
  } catch {
    return undefined
  }
}

export interface Listener {
  readonly scope: string
  readonly owner: string
  readonly digest: string
  readonly tell: (event: LiveEvent) => void
}

/** Tells every browser what changed, whichever instance on this store it is connected to. */
export function createLive(database: Database<ConsoleTables>, onLost: (error: unknown) => void) {
  const listeners = new Set<Listener>()
  const deliver = ({ event, ...to }: Notice): void => {
    for (const { tell, scope, owner, digest } of listeners)
      if (matches(to.scope, scope) && matches(to.owner, owner) && matches(to.digest, digest)) tell(event)
  }
  const stopped = database.hear({
    heard: (text) => {
      const notice = noticeIn(text)
      if (notice) deliver(notice)
    },
    // What was said while the line was down is not known: everybody asks again.
    missed: () => deliver({ event: { kind: 'everything' } }),
    failed: onLost,
  })
  // The change is done and recorded: that nobody could be told must not look as if it were not.
  const send = (notice: Notice): Promise<void> => database.notify(JSON.stringify(notice)).catch(onLost)

  return {
    publish: (scope: string, event: LiveEvent): Promise<void> => send({ scope, event }),
    tellPerson: (owner: string, event: LiveEvent): Promise<void> => send({ owner, event }),
    endSession: (digest: string): Promise<void> => send({ digest, event: { kind: 'session' } }),
    add(listener: Listener): () => void {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    /** Before it hears, what other instances say is lost, and nobody knows that it is. */
    async open(): Promise<void> {
      await stopped
    },
    async close(): Promise<void> {
      await (
        await stopped
      )()
    },
  }
}
export type Live = ReturnType<typeof createLive>

const matches = (wanted: string | undefined, given: string): boolean => wanted === undefined || wanted === given
