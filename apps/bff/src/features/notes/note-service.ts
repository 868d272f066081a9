import { Refusal, type ModifyNote, type Note } from '@latchkey/contract'
import type { Database } from '@latchkey/database'
import type { Recorder } from '../../activity/recorder.ts'
import type { Caller } from '../../caller.ts'
import type { ConsoleTables } from '../../database/tables.ts'
import type { Live } from '../../live/live.ts'
import type { ManagerClient } from '../../manager-client.ts'
import { createNoteRepository, type StoredNote } from './note-repository.ts'

interface NoteDependencies {
  readonly database: Database<ConsoleTables>
  readonly clock: () => number
  readonly manager: ManagerClient
  readonly recorder: Recorder
  readonly live: Live
}
const canEdit = 'platformRights.apikeyRights.canEditApiKeyProperties'

/** What people say about a key. Who may read and write it is who may read and write the key, by the manager's word. */
export function createNoteService({ database, clock, manager, recorder, live }: NoteDependencies) {
  async function read(scope: string, apiKeyIDs?: readonly number[]): Promise<Note[]> {
    const notes = createNoteRepository(database.kysely)
    const stored = new Map((await notes.list(scope, apiKeyIDs)).map((note) => [note.apiKeyID, note]))
    const unconfirmed = await notes.unconfirmed(scope, apiKeyIDs)
    const lockOuts = await notes.lockOuts(scope, apiKeyIDs)
    return [...new Set([...stored.keys(), ...unconfirmed, ...lockOuts.keys()])].map((apiKeyID) => {
      const lockOutNotConfirmed = lockOuts.get(apiKeyID)
      return {
        ...(stored.get(apiKeyID) ?? { apiKeyID, modified: 0, modifiedBy: '' }),
        secretNotConfirmed: unconfirmed.has(apiKeyID),
        ...(lockOutNotConfirmed !== undefined && { lockOutNotConfirmed }),
      }
    })
  }

  const requireView = ({ asPerson }: Caller) =>
    asPerson((credentials) =>
      manager.look({ method: 'POST', path: '/apikeys/search', body: { maxItems: 1 } }, credentials),
    )

  /** The key must be there; and where the manager does not show people their rights, a change of nothing asks it. */
  async function requireEdit({ asPerson, rights }: Caller, apiKeyID: number): Promise<void> {
    const path = `/apikeys/${apiKeyID}`
    const held = await rights()
    if (held === undefined) {
      await asPerson((credentials) => manager.look({ method: 'POST', path, body: {} }, credentials))
      return
    }
    if (!held.has(canEdit)) throw new Refusal(403, `Your role may not change API keys: it needs the right ${canEdit}.`)
    await asPerson((credentials) => manager.look({ method: 'GET', path }, credentials))
  }

  return {
    async list(caller: Caller, apiKeyIDs?: readonly number[]): Promise<Note[]> {
      await requireView(caller)
      return await read(caller.person.scope, apiKeyIDs)
    },
    async modify(caller: Caller, apiKeyID: number, change: ModifyNote): Promise<Note> {
      const { scope, userName } = caller.person
      const act = {
        action: 'apikey.noted',
        objectKind: 'apiKeys',
        objectID: apiKeyID,
        detail: { properties: Object.keys(change).join(' ') },
      } as const
      const modified = await recorder.around(caller, act, async () => {
        await requireEdit(caller, apiKeyID).catch(refuseUnchanged)
        return await database.transaction(async (transaction) => {
          const notes = createNoteRepository(transaction)
          const [before] = await notes.list(scope, [apiKeyID])
          const { owner, purpose, note: words, lockReason, replaces } = { ...before, ...change }
          const note: StoredNote = {
            apiKeyID,
            ...(owner && { owner }),
            ...(purpose && { purpose }),
            ...(words && { note: words }),
            ...(lockReason && { lockReason }),
            ...(typeof replaces === 'number' && { replaces }),
            modified: clock(),
            modifiedBy: userName,
          }
          await notes.save(scope, note)
          const lockOutNotConfirmed = (await notes.lockOuts(scope, [apiKeyID])).get(apiKeyID)
          return {
            ...note,
            secretNotConfirmed: (await notes.unconfirmed(scope, [apiKeyID])).size > 0,
            ...(lockOutNotConfirmed !== undefined && { lockOutNotConfirmed }),
          }
        })
      })
      await live.publish(scope, { kind: 'notes', ID: apiKeyID })
      return modified
    },
  }
}

/** Until the manager has said who may, nothing is written: that it did not answer leaves nothing open. */
function refuseUnchanged(error: unknown): never {
  if (!(error instanceof Refusal) || error.status < 500) throw error
  throw new Refusal(error.status, error.message, { changed: 'no', cause: error })
}

export type NoteService = ReturnType<typeof createNoteService>
