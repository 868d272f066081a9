import type { Note } from '@latchkey/contract'
import type { Kysely } from 'kysely'
import type { ConsoleTables } from '../../database/tables.ts'

export type StoredNote = Omit<Note, 'secretNotConfirmed' | 'lockOutNotConfirmed'>

export function createNoteRepository(db: Kysely<ConsoleTables>) {
  return {
    /** Of every key of this tenant that has one, or of these keys. */
    async list(scope: string, apiKeyIDs?: readonly number[]): Promise<StoredNote[]> {
      if (apiKeyIDs?.length === 0) return []
      const all = db.selectFrom('notes').selectAll().where('scope', '=', scope).orderBy('api_key_id')
      const rows = await (apiKeyIDs === undefined ? all : all.where('api_key_id', 'in', apiKeyIDs)).execute()
      return rows.map(({ scope: _scope, api_key_id, lock_reason, modified_by, modified, ...texts }) => ({
        apiKeyID: api_key_id,
        ...(texts.owner !== null && { owner: texts.owner }),
        ...(texts.purpose !== null && { purpose: texts.purpose }),
        ...(texts.note !== null && { note: texts.note }),
        ...(lock_reason !== null && { lockReason: lock_reason }),
        ...(texts.replaces !== null && { replaces: texts.replaces }),
        modified,
        modifiedBy: modified_by,
      }))
    },
    async unconfirmed(scope: string, apiKeyIDs?: readonly number[]): Promise<Set<number>> {
      if (apiKeyIDs?.length === 0) return new Set()
      const all = db.selectFrom('unconfirmed_secrets').select('api_key_id').where('scope', '=', scope)
      const rows = await (apiKeyIDs === undefined ? all : all.where('api_key_id', 'in', apiKeyIDs)).execute()
      return new Set(rows.map((row) => row.api_key_id))
    },
    /** Since when each of these is to be locked out, where the manager has not said that it is. */
    async lockOuts(scope: string, apiKeyIDs?: readonly number[]): Promise<Map<number, number>> {
      if (apiKeyIDs?.length === 0) return new Map()
      const all = db
        .selectFrom('lock_outs')
        .select((rows) => ['api_key_id', rows.fn.min('begun').as('begun')])
        .where('scope', '=', scope)
        .groupBy('api_key_id')
      const rows = await (apiKeyIDs === undefined ? all : all.where('api_key_id', 'in', apiKeyIDs)).execute()
      return new Map(rows.map((row) => [row.api_key_id, row.begun]))
    },
    async save(scope: string, { apiKeyID, lockReason, modifiedBy, ...note }: StoredNote): Promise<void> {
      const values = {
        owner: note.owner ?? null,
        purpose: note.purpose ?? null,
        note: note.note ?? null,
        lock_reason: lockReason ?? null,
        replaces: note.replaces ?? null,
        modified: note.modified,
        modified_by: modifiedBy,
      }
      await db
        .insertInto('notes')
        .values({ scope, api_key_id: apiKeyID, ...values })
        .onConflict((conflict) => conflict.columns(['scope', 'api_key_id']).doUpdateSet(values))
        .execute()
    },
  }
}
