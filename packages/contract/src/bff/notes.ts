import { z } from 'zod'
import { endpoint } from '../endpoint.ts'
import { changeRefusals, gatewayRefusals, readRefusals } from '../errors.ts'
import { epochMs, freeText, objectID, pathID } from '../scalars.ts'

const noteLengthMax = 2000
const line = freeText(254)

/** What the public API cannot hold about a key. What is not known is absent. */
export const noteSchema = z.object({
  apiKeyID: objectID,
  owner: z.string().optional(),
  purpose: z.string().optional(),
  /** Anything else worth knowing, such as where its secret is kept. */
  note: z.string().optional(),
  lockReason: z.string().optional(),
  /** Nobody has said that the key's newest secret arrived. */
  secretNotConfirmed: z.boolean(),
  /** Since when it is to be locked out without the manager saying that it is; the server keeps trying. */
  lockOutNotConfirmed: epochMs.optional(),
  /** The key whose place this one takes. */
  replaces: objectID.optional(),
  modified: epochMs,
  modifiedBy: z.string(),
})
export type Note = z.infer<typeof noteSchema>

/** Only what is given changes; an empty text or a null takes it away. */
export const modifyNoteSchema = z.strictObject({
  owner: line.nullable().optional(),
  purpose: freeText(noteLengthMax).nullable().optional(),
  note: freeText(noteLengthMax).nullable().optional(),
  lockReason: freeText(noteLengthMax).nullable().optional(),
  replaces: objectID.nullable().optional(),
})
export type ModifyNote = z.infer<typeof modifyNoteSchema>

const noteListSchema = z.object({ notes: z.array(noteSchema) })
const view = 'platformRights.apikeyRights.canViewApiKeys'
const edit = 'platformRights.apikeyRights.canEditApiKeyProperties'

export const noteEndpoints = {
  list: endpoint({
    method: 'GET',
    path: '/notes',
    summary: 'List every note to a key',
    access: 'session',
    right: view,
    changes: false,
    replies: { 200: noteListSchema, ...readRefusals, ...gatewayRefusals },
  }),
  search: endpoint({
    method: 'POST',
    path: '/notes/search',
    summary: 'The notes to these keys',
    access: 'session',
    right: view,
    changes: false,
    body: z.strictObject({ apiKeyIDs: z.array(objectID).max(5000) }),
    replies: { 200: noteListSchema, ...readRefusals, ...gatewayRefusals },
  }),
  modify: endpoint({
    method: 'POST',
    path: '/notes/:apiKeyID',
    summary: 'Change the note to a key',
    access: 'session',
    right: edit,
    changes: true,
    params: z.object({ apiKeyID: pathID }),
    body: modifyNoteSchema,
    replies: { 200: noteSchema, ...changeRefusals, ...gatewayRefusals },
  }),
}
