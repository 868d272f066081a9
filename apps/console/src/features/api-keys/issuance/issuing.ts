import type { ApiKey, Issuance } from '@latchkey/contract'
import { CallError } from '../../../lib/client.ts'
import { forgetIntent, keepIntent, type KeptIntent } from '../../../lib/kept-intents.ts'
import { openSealed, sealingContext } from '../../../lib/sealing.ts'
import { acknowledgeIssuance, describeIssuance, issue } from '../../../queries/issuance-queries.ts'

export interface HeldSecret {
  readonly apiKey: ApiKey
  /** It is a key of another tenant: nothing can be read or changed of it from here. */
  readonly isElsewhere: boolean
  /** Opened anew each time it is shown, copied or compared: in between it is nowhere in the page. */
  readonly open: () => Promise<string>
  readonly begun: number
  /** Whoever asked has it; nobody gets it again. */
  readonly confirm: () => Promise<void>
}

/** What has become of a wish for a secret. Only what surely was not done is ever sent again. */
export type Fate =
  | { readonly step: 'findingOut'; readonly message?: string }
  | { readonly step: 'notDone'; readonly message: string }
  | { readonly step: 'refused'; readonly error: Error }
  | { readonly step: 'flagged'; readonly message: string; readonly apiKeyID: number | undefined }
  | { readonly step: 'gone'; readonly apiKeyID: number | undefined }
  | { readonly step: 'held'; readonly held: HeldSecret }

const pollMs = 1_000

/** From the wish to the sealed secret, whatever is lost on the way. A wish that was sent before is only asked about. */
export async function carryThrough(
  intent: KeptIntent,
  how: 'send' | 'ask',
  tell: (fate: Fate) => void,
  signal: AbortSignal,
): Promise<void> {
  let next = how
  while (!signal.aborted) {
    const fate = await settle(intent, next)
    if (signal.aborted) return
    tell(fate)
    if (fate.step === 'refused') await forgetIntent(intent.issue.idempotencyKey).catch(() => undefined)
    if (fate.step !== 'findingOut') return
    next = 'ask'
    await pause(signal)
  }
}

async function settle(intent: KeptIntent, how: 'send' | 'ask'): Promise<Fate> {
  try {
    const issuance = how === 'send' ? await issue(intent.issue) : await describeIssuance(intent.issue.idempotencyKey)
    return await fateOf(issuance, intent)
  } catch (error) {
    if (!(error instanceof CallError)) throw error
    return how === 'send' ? afterSending(error, intent) : afterAsking(error, intent)
  }
}

async function fateOf(issuance: Issuance, intent: KeptIntent): Promise<Fate> {
  switch (issuance.status) {
    case 'sealed':
      return await held(issuance, intent)
    case 'running':
      return { step: 'findingOut' }
    case 'unknown':
      return { step: 'findingOut', message: issuance.message }
    case 'notDone':
      return { step: 'notDone', message: issuance.message }
    case 'refused':
      return {
        step: 'refused',
        error: new CallError(issuance.message, { status: 400, field: issuance.field, changed: 'no' }),
      }
    case 'flagged':
      return { step: 'flagged', message: issuance.message, apiKeyID: reachable(intent, issuance.apiKeyID) }
    case 'acknowledged':
      return { step: 'gone', apiKeyID: reachable(intent, issuance.apiKeyID) }
  }
}

async function held(sealed: Extract<Issuance, { status: 'sealed' }>, intent: KeptIntent): Promise<Fate> {
  const { privateKey, issue: wish } = intent
  const { apiKey } = sealed
  if (privateKey === undefined) return { step: 'gone', apiKeyID: reachable(intent, apiKey.ID) }
  const open = () => openSealed(sealed.sealed, privateKey, sealingContext(apiKey.ID, wish.idempotencyKey))
  try {
    await open()
  } catch {
    // A "success" without a secret that can be read is none.
    return { step: 'gone', apiKeyID: reachable(intent, apiKey.ID) }
  }
  const isElsewhere = wish.operation === 'createForTenant'
  return { step: 'held', held: { apiKey, isElsewhere, open, begun: sealed.begun, confirm: () => confirm(intent) } }
}

/** The private key goes first: from here on nothing can be opened, even if the server does not hear of it now. */
async function confirm(intent: KeptIntent): Promise<void> {
  const { privateKey: _, ...proven } = intent
  await keepIntent(proven).catch(() => undefined)
  await tellConfirmed(proven).catch(() => undefined)
}

export async function tellConfirmed({ issue: { idempotencyKey } }: KeptIntent): Promise<void> {
  await acknowledgeIssuance(idempotencyKey)
  await forgetIntent(idempotencyKey)
}

function afterSending(error: CallError, intent: KeptIntent): Fate {
  if (error.status === 409) return { step: 'findingOut' }
  if (error.status === 410) return { step: 'gone', apiKeyID: idOf(intent) }
  if (error.changed === 'maybe') return { step: 'findingOut' }
  return (error.status ?? 500) < 500 ? { step: 'refused', error } : { step: 'notDone', message: error.message }
}

function afterAsking(error: CallError, intent: KeptIntent): Fate {
  // It never arrived: nothing was done.
  if (error.status === 404) return { step: 'notDone', message: '' }
  return error.status === 410 ? { step: 'gone', apiKeyID: idOf(intent) } : { step: 'findingOut' }
}

/** Of a key in another tenant no new secret can be made from here. */
const reachable = ({ issue: wish }: KeptIntent, apiKeyID: number | undefined): number | undefined =>
  wish.operation === 'createForTenant' ? undefined : apiKeyID

const idOf = ({ issue: wish }: KeptIntent): number | undefined =>
  wish.operation === 'newSecret' ? wish.apiKeyID : undefined

const pause = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, pollMs)
    signal.addEventListener('abort', () => (clearTimeout(timer), resolve()), { once: true })
  })
