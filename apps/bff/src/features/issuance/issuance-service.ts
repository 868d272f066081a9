import { setTimeout as wait } from 'node:timers/promises'
import {
  Refusal,
  sealedKeptMs,
  TooManyRequests,
  type Issuance,
  type Issue,
  type RefusalStatus,
} from '@latchkey/contract'
import type { Caller } from '../../caller.ts'
import { createCarryOut, nextLease, type AsPerson, type IssuanceDependencies } from './carry-out.ts'
import { createFindOut } from './find-out.ts'
import { fingerprintOf } from './fingerprint.ts'
import { actOf } from './intent-act.ts'
import { createIssuanceRepository, takeTurns, type Intent } from './issuance-repository.ts'
import { folded } from './manager-keys.ts'
import { refuseBadPublicKey } from './sealing.ts'

const dayMs = 24 * 60 * 60_000
const minuteMs = 60_000
const pollMs = 100
const sweptAtOnceMax = 100

export interface IssuanceServiceDependencies extends IssuanceDependencies {
  /** Of the session key's family: what was asked for is compared by it, and cannot be guessed from it. */
  readonly key: Buffer
  readonly asOwner: (owner: string) => AsPerson
  /** Secrets of one person: in a minute, and at the same time. */
  readonly limits: { readonly secrets: number; readonly running: number }
}

export function createIssuanceService(dependencies: IssuanceServiceDependencies) {
  const { database, clock, recorder, live, timing, key, asOwner, limits } = dependencies
  const issuances = createIssuanceRepository(database.kysely)
  const work = createCarryOut(dependencies)
  const findOut = createFindOut(dependencies, work, asOwner)

  const intentFor = ({ person, origin }: Caller, wish: Issue): Intent => ({
    owner: person.owner,
    scope: person.scope,
    idempotencyKey: wish.idempotencyKey.toLowerCase(),
    operation: wish.operation,
    fingerprint: fingerprintOf(key, wish),
    publicKey: wish.publicKey,
    body: wish.operation === 'newSecret' ? {} : wish.body,
    state: 'running',
    ...aboutWhat(wish),
    begun: clock(),
    changed: clock(),
    lease: clock() + timing.leaseMs,
    origin: {
      ...origin,
      administratorID: person.administratorID,
      userName: person.userName,
      tenantName: person.tenantName,
    },
  })

  async function refuseTooMany(stored: typeof issuances, owner: string): Promise<void> {
    const { begun, running } = await stored.counts(owner, clock() - minuteMs)
    const [oldest] = begun.slice(-limits.secrets)
    if (oldest !== undefined && begun.length >= limits.secrets)
      throw new TooManyRequests('Too many secrets in a minute. Wait a little.', (oldest + minuteMs - clock()) / 1000)
    if (running >= limits.running) throw tooManyAtOnce()
  }

  /** Counted and written at once, so that of many that come together no more pass than may; false where there is one already. */
  const admit = (intent: Intent): Promise<boolean> =>
    database.transaction(async (transaction) => {
      await takeTurns(transaction, database.engine)
      const stored = createIssuanceRepository(transaction)
      if ((await stored.find(intent)) !== undefined) return false
      await refuseTooMany(stored, intent.owner)
      return await stored.add(intent)
    })

  /** What surely was not done is done now, and counts among those that run. */
  const takeUp = (intent: Intent, lease: number, origin: Intent['origin']): Promise<boolean> =>
    database.transaction(async (transaction) => {
      await takeTurns(transaction, database.engine)
      const stored = createIssuanceRepository(transaction)
      if (!(await stored.takeUp(intent, lease, origin))) return false
      const { running } = await stored.counts(intent.owner, clock() - minuteMs)
      if (running > limits.running) throw tooManyAtOnce()
      return true
    })

  async function begin({ person, origin, asPerson }: Caller, intent: Intent): Promise<void> {
    await recorder.record(person, origin, actOf(intent), 'begun')
    await work.carryOut(intent, asPerson)
  }

  /** The same wish again: it is waited for where it runs, and done now where it surely was not. */
  async function again(caller: Caller, wish: Intent): Promise<void> {
    const deadline = clock() + timing.waitMs
    for (;;) {
      const intent = await issuances.find(wish)
      if (intent === undefined) throw new Refusal(410, 'This request is too old: ask again as a new one.')
      if (intent.fingerprint !== wish.fingerprint)
        throw new Refusal(422, 'The same idempotency key came with another request before.')
      if (intent.state === 'notDone') {
        const lease = nextLease(intent, clock(), timing)
        const { origin } = wish
        if (await takeUp(intent, lease, origin))
          return await begin(caller, { ...intent, state: 'running', lease, origin })
      } else if (intent.state !== 'running') return
      if (clock() >= deadline) throw new Refusal(409, 'The same request is still running.')
      await wait(pollMs)
    }
  }

  /** What the sweep has not come to yet, or could not while nothing ran, is gone all the same. */
  const isKept = ({ sealed, changed }: Intent): boolean => sealed !== undefined && clock() - changed < sealedKeptMs

  /** The sealed form is handed to its person as often as they ask, until they say that it has arrived. */
  async function handOut({ person, origin }: Caller, intent: Intent): Promise<Issuance> {
    if (intent.state === 'acknowledged' || (intent.state === 'sealed' && !isKept(intent))) {
      await recorder.record(person, origin, actOf(intent, 'apikey.secret-refetched'), 'denied')
      throw new Refusal(410, 'This secret is not kept any more: it was delivered, or nobody came for it in time.')
    }
    if (intent.state === 'sealed') await recorder.record(person, origin, actOf(intent, 'apikey.secret-delivered'), 'ok')
    return shown(intent)
  }

  const findOwn = async ({ person }: Caller, idempotencyKey: string): Promise<Intent> => {
    const intent = await issuances.find({ owner: person.owner, idempotencyKey: idempotencyKey.toLowerCase() })
    if (intent === undefined) throw new Refusal(404, 'Nothing was asked for under this key.')
    return intent
  }

  return {
    findOut: findOut.run,
    /** After a start of the one process that holds the store: what was being worked on is nobody's now. */
    recover: async (): Promise<void> => {
      if (database.engine === 'sqlite') await issuances.endLeases()
      // Where the manager does not answer, the start does not wait for it: it goes on in the background.
      await Promise.race([findOut.run(), wait(timing.recoverMs, undefined, { ref: false })])
    },

    async issue(caller: Caller, wish: Issue): Promise<Issuance> {
      refuseBadPublicKey(wish.publicKey)
      const intent = intentFor(caller, wish)
      await ((await admit(intent)) ? begin(caller, intent) : again(caller, intent))
      const settled = await findOwn(caller, intent.idempotencyKey)
      if (settled.state === 'refused' || settled.state === 'notDone') throw refusalOf(settled)
      return await handOut(caller, settled)
    },
    describe: async (caller: Caller, idempotencyKey: string): Promise<Issuance> =>
      await handOut(caller, await findOwn(caller, idempotencyKey)),
    async list({ person }: Caller): Promise<Issuance[]> {
      const intents = await issuances.ofOwner(person.owner, clock() - dayMs)
      const done: readonly string[] = ['acknowledged', 'refused']
      return intents
        .filter((intent) => !done.includes(intent.state) && (intent.state !== 'sealed' || isKept(intent)))
        .map(shown)
    },
    async acknowledge(caller: Caller, idempotencyKey: string): Promise<void> {
      const intent = await findOwn(caller, idempotencyKey)
      if (intent.state === 'acknowledged') return
      const { owner } = intent
      if (intent.state !== 'sealed') throw new Refusal(409, 'There is no secret here that could have arrived.')
      const confirmed = await database.transaction(async (transaction) => {
        const stored = createIssuanceRepository(transaction)
        await stored.acknowledge(intent)
        return await stored.confirm(intent)
      })
      await recorder.record(caller.person, caller.origin, actOf(intent, 'apikey.secret-confirmed'), 'ok')
      await live.tellPerson(owner, { kind: 'issuances', idempotencyKey: intent.idempotencyKey })
      // Of a key for another tenant its own people are told.
      for (const { scope, apiKeyID } of confirmed) await live.publish(scope, { kind: 'notes', ID: apiKeyID })
    },
    keyIsGone: ({ person }: Caller, apiKeyID: number): Promise<void> =>
      issuances.forgetUnconfirmed(person.scope, apiKeyID),

    /** Nothing sealed is kept longer than it must be. */
    async sweep(): Promise<void> {
      for (const intent of await issuances.expired(clock() - sealedKeptMs, sweptAtOnceMax)) {
        if (!(await issuances.wipe(intent))) continue
        const act = actOf(intent, 'apikey.secret-unconfirmed')
        await recorder.record({ ...intent.origin, scope: intent.scope }, intent.origin, act, 'unknown')
      }
      await issuances.forget(clock() - dayMs)
    },
  }
}
export type IssuanceService = ReturnType<typeof createIssuanceService>

// When one of them ends, nobody knows: soon.
const tooManyAtOnce = () => new TooManyRequests('Too many secrets at once. Wait a second.', 1)

function aboutWhat(wish: Issue): Pick<Intent, 'nameFolded' | 'apiKeyID' | 'tenantID'> {
  if (wish.operation === 'newSecret') return { apiKeyID: wish.apiKeyID }
  return wish.operation === 'create' ? { nameFolded: folded(wish.body.keyName) } : { tenantID: wish.tenantID }
}

const refusalOf = ({ status = 503, message = '', field }: Intent): Refusal =>
  // Only statuses of refusals are written down.
  new Refusal(status as RefusalStatus, message, {
    changed: 'no',
    ...(field !== undefined && { field }),
    ...(status === 401 && { reason: 'session-ended' }),
  })

function shown(intent: Intent): Issuance {
  const { idempotencyKey, operation, begun, body, apiKey, sealed, field, tenantID, message = '' } = intent
  const { apiKeyID = apiKey?.ID } = intent
  const keyName = apiKey?.keyName ?? body['keyName']
  const known = {
    idempotencyKey,
    operation,
    begun,
    ...(typeof keyName === 'string' && { keyName }),
    ...(tenantID !== undefined && { tenantID }),
  }
  switch (intent.state) {
    case 'sealed':
      if (apiKey === undefined || sealed === undefined) throw new Error('What is sealed has a key and a sealed form.')
      return { ...known, status: 'sealed', apiKey, sealed }
    case 'acknowledged':
      return { ...known, status: 'acknowledged', apiKeyID: apiKeyID ?? 0 }
    case 'flagged':
      return { ...known, status: 'flagged', message, ...(apiKeyID !== undefined && { apiKeyID }) }
    case 'refused':
      return { ...known, status: 'refused', message, ...(field !== undefined && { field }) }
    case 'unknown':
    case 'notDone':
      return { ...known, status: intent.state, message }
    case 'running':
      return { ...known, status: 'running' }
  }
}
