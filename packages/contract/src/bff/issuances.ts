import { z } from 'zod'
import { endpoint } from '../endpoint.ts'
import { changeRefusals, gatewayRefusals, issuanceRefusals, objectRefusals, readRefusals } from '../errors.ts'
import { apiKeySchema } from '../manager/api-keys.ts'
import { epochMs, objectID } from '../scalars.ts'
import { pageCreateApiKeySchema, pageCreateTenantApiKeySchema } from './manager-for-page.ts'

/** Where ECDH ends, HKDF-SHA-256 with this and an empty salt makes the key for AES-256-GCM. */
export const sealingInfo = 'latchkey sealed secret v1'
/** What the sealed secret is bound to. */
export const sealingContext = (apiKeyID: number, idempotencyKey: string): string => `${apiKeyID}.${idempotencyKey}`
/** For so long the sealed form is kept for a tab that has not acknowledged it. */
export const sealedKeptMs = 10 * 60_000

const intent = {
  /** Made by the tab, once for each thing a person wants. */
  idempotencyKey: z.uuid(),
  /** Of the tab's ephemeral P-256 key pair: 65 bytes raw or SPKI, in base64. */
  publicKey: z.base64().max(200),
}
export const issueSchema = z.discriminatedUnion('operation', [
  z.strictObject({ operation: z.literal('create'), ...intent, body: pageCreateApiKeySchema }),
  z.strictObject({ operation: z.literal('newSecret'), ...intent, apiKeyID: objectID }),
  /** Without a role it has full access to the tenant, without a date it expires after six hours. */
  z.strictObject({
    operation: z.literal('createForTenant'),
    ...intent,
    tenantID: objectID,
    body: pageCreateTenantApiKeySchema,
  }),
])
export type Issue = z.output<typeof issueSchema>

/** Values in base64; the ciphertext ends in its 16-byte tag, and opens to the whole secret in UTF-8. */
export const sealedSecretSchema = z.object({
  senderPublicKey: z.string(),
  iv: z.string(),
  ciphertext: z.string(),
})
export type SealedSecret = z.infer<typeof sealedSecretSchema>

const known = {
  idempotencyKey: z.string(),
  operation: z.enum(['create', 'newSecret', 'createForTenant']),
  keyName: z.string().optional(),
  /** Whose key it is, where it is not of the caller's own tenant. */
  tenantID: objectID.optional(),
  begun: epochMs,
}
/**
 * running: wait, or listen to the live stream · sealed: there it is · unknown: no answer came from the manager, it is
 * being found out · flagged: a key may be there that nobody holds the secret of, `message` says which and what to do ·
 * notDone: nothing was created, the same request may be sent again · refused: the manager said no, nothing was changed ·
 * acknowledged: the tab has it, and nobody else ever will.
 */
export const issuanceSchema = z.discriminatedUnion('status', [
  z.object({ status: z.literal('running'), ...known }),
  z.object({ status: z.literal('sealed'), ...known, apiKey: apiKeySchema, sealed: sealedSecretSchema }),
  z.object({ status: z.literal('unknown'), ...known, message: z.string() }),
  z.object({ status: z.literal('flagged'), ...known, message: z.string(), apiKeyID: objectID.optional() }),
  z.object({ status: z.literal('notDone'), ...known, message: z.string() }),
  z.object({ status: z.literal('refused'), ...known, message: z.string(), field: z.string().optional() }),
  z.object({ status: z.literal('acknowledged'), ...known, apiKeyID: objectID }),
])
export type Issuance = z.infer<typeof issuanceSchema>

const params = z.object({ idempotencyKey: z.uuid() })

/** The only way to a secret: each wish is done once, and its secret is sealed to the tab that asked. */
export const issuanceEndpoints = {
  list: endpoint({
    method: 'GET',
    path: '/issuances',
    summary: 'List what the caller asked for in the last day and nobody has acknowledged',
    access: 'session',
    changes: false,
    replies: { 200: z.object({ issuances: z.array(issuanceSchema) }), ...readRefusals },
  }),
  create: endpoint({
    method: 'POST',
    path: '/issuances',
    summary: 'Create an API key, here or for a tenant, or a new secret for one',
    access: 'session',
    changes: true,
    body: issueSchema,
    replies: { 200: issuanceSchema, ...changeRefusals, ...gatewayRefusals, ...issuanceRefusals },
  }),
  describe: endpoint({
    method: 'GET',
    path: '/issuances/:idempotencyKey',
    summary: 'What became of it, and the sealed secret until it is acknowledged',
    access: 'session',
    changes: false,
    params,
    replies: { 200: issuanceSchema, ...objectRefusals, ...gatewayRefusals, ...issuanceRefusals },
  }),
  acknowledge: endpoint({
    method: 'POST',
    path: '/issuances/:idempotencyKey/acknowledgement',
    summary: 'Say that the secret has arrived: the sealed form is wiped',
    access: 'session',
    changes: true,
    params,
    body: z.strictObject({}),
    replies: { 204: null, ...changeRefusals, ...issuanceRefusals },
  }),
}
