import type { bffEndpoints } from '@latchkey/contract'
import type { Handlers } from '@latchkey/server'
import type { Caller } from '../../caller.ts'
import type { NoteService } from './note-service.ts'

type NoteHandlers = Handlers<Pick<typeof bffEndpoints, 'notes'>, Caller>['notes']

export const noteHandlers = (notes: NoteService): NoteHandlers => ({
  list: async ({ context }) => ({ notes: await notes.list(context) }),
  search: async ({ context, body }) => ({ notes: await notes.list(context, body.apiKeyIDs) }),
  modify: ({ context, params, body }) => notes.modify(context, params.apiKeyID, body),
})
