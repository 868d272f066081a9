import type { Readable } from 'node:stream'
import type { Recorder } from '../../activity/recorder.ts'
import type { Caller } from '../../caller.ts'
import type { Live } from '../../live/live.ts'
import type { ManagerChange, ManagerClient, ManagerRead } from '../../manager-client.ts'
import { objectIn, describedObject, type ManagerAct } from './acts.ts'

type AroundKey = (caller: Caller, apiKeyID: number, work: () => Promise<string>) => Promise<string>

interface ManagerApiDependencies {
  readonly manager: ManagerClient
  readonly recorder: Recorder
  readonly live: Live
  /** Sees to it that a lock-out is one, whatever becomes of this call. */
  readonly lockOuts: { readonly around: AroundKey; readonly aroundUnlock: AroundKey }
  /** What is kept of a key that is deleted waits for nobody any more. */
  readonly keyIsGone: (caller: Caller, apiKeyID: number) => Promise<void>
  readonly onLost: (error: unknown) => void
}

// A deletion does not wait longer than this for the name of what it deletes.
const nameWithinMs = 2_000

/** Calls of the manager in the caller's name: reads are streamed, changes are recorded and told to everyone. */
export function createManagerApi(dependencies: ManagerApiDependencies) {
  const { manager, recorder, live, lockOuts, keyIsGone, onLost } = dependencies

  async function objectAt({ asPerson }: Caller, path: string) {
    const read = { method: 'GET', path, withinMs: nameWithinMs } as const
    return await asPerson((credentials) => manager.look(read, credentials)).then(
      ({ value }) => describedObject(value),
      () => ({}),
    )
  }

  return {
    read: ({ asPerson }: Caller, request: ManagerRead): Promise<Buffer | Readable> =>
      asPerson((credentials) => manager.read(request, credentials)),
    async change(caller: Caller, request: ManagerChange, named: ManagerAct): Promise<string> {
      const { action, objectID } = named
      // Afterwards nobody could say what its number was the number of.
      const act = action.endsWith('.deleted') ? { ...named, ...(await objectAt(caller, request.path)) } : named
      const send = () => caller.asPerson((credentials) => manager.change(request, credentials))
      const work = async () => {
        if (action === 'apikey.locked' && objectID !== undefined) return await lockOuts.around(caller, objectID, send)
        if (action === 'apikey.unlocked' && objectID !== undefined)
          return await lockOuts.aroundUnlock(caller, objectID, send)
        return await send()
      }
      const text = await recorder.around(caller, act, work, objectIn)
      if (action === 'apikey.deleted' && objectID !== undefined) await keyIsGone(caller, objectID).catch(onLost)
      const ID = act.objectID ?? objectIn(text).objectID
      await live.publish(caller.person.scope, { kind: act.objectKind, ...(ID !== undefined && { ID }) })
      return text
    },
  }
}
export type ManagerApi = ReturnType<typeof createManagerApi>
