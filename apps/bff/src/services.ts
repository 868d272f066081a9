import type { Database } from '@latchkey/database'
import type { Logger } from '@latchkey/server'
import { standardLimits, type Limits } from '@latchkey/server/limits'
import { createAnchorReader, writeAnchor } from './activity/anchor-file.ts'
import { createProof } from './activity/proof.ts'
import { createRecorder } from './activity/recorder.ts'
import type { Origin } from './caller.ts'
import type { ConsoleTables } from './database/tables.ts'
import { createActivityService } from './features/activity/activity-service.ts'
import type { IssuanceTiming } from './features/issuance/carry-out.ts'
import { createIssuanceService } from './features/issuance/issuance-service.ts'
import { createLockOutService } from './features/lock-outs/lock-out-service.ts'
import { createManagerApi } from './features/manager-api/manager-api-service.ts'
import { createNoteService } from './features/notes/note-service.ts'
import { scopesAt } from './features/session/person.ts'
import { createSessionService } from './features/session/session-service.ts'
import { createSetUpService } from './features/set-up/set-up-service.ts'
import { guardAgainstSecrets } from './http/cut-at-secret.ts'
import { createLive } from './live/live.ts'
import { createManagerClient, type ManagerAddress } from './manager-client.ts'

export interface ServiceDependencies {
  readonly database: Database<ConsoleTables>
  readonly keys: { readonly session: Buffer; readonly activity: Buffer }
  readonly clock: () => number
  readonly logger: Logger
  readonly manager: ManagerAddress
  /** What is kept of its keys and people is kept under this, where that is not its address. */
  readonly managerName?: string
  readonly demo: boolean
  /** Where the newest hash of the activity is written down, out of reach of whoever writes the database. */
  readonly anchorFile: string
  readonly issuance?: Partial<IssuanceTiming>
  /** Where they are not the standard ones. */
  readonly rateLimits?: Partial<Limits>
}

const itself: Origin = { requestID: 'manager', address: '', userAgent: '' }

const usualTiming: IssuanceTiming = {
  leaseMs: 25_000,
  settleMs: 2_000,
  retryMs: 1_000,
  waitMs: 10_000,
  recoverMs: 5_000,
  sweepMs: 60_000,
}

/** Everything the routes stand on, put together once. */
export function createServices({ database, keys, clock, logger, demo, ...given }: ServiceDependencies) {
  const lost = (what: string) => (error: unknown) => logger.error({ err: error }, what)
  const secretSeen = (path: string) => {
    logger.error({ path }, 'an answer of the manager held a secret and was not passed on')
    const act = { action: 'system.secret-in-read', detail: { path } } as const
    void recorder.record(undefined, itself, act, 'denied').catch(lost('an answer with a secret could not be recorded'))
  }
  const manager = createManagerClient({
    ...given.manager,
    guardRead: (path) => guardAgainstSecrets(() => secretSeen(path)),
    onSecret: secretSeen,
    onSignOutFailed: (error) => logger.warn({ err: error }, 'a session at the manager could not be ended'),
  })
  const anchor: Parameters<typeof createRecorder>[0]['anchor'] = (newest) => {
    writeAnchor(given.anchorFile, newest)
    logger.info(newest, 'activity anchored')
  }
  const managerName = given.managerName ?? given.manager.url
  const scopeOf = scopesAt(managerName)
  const recorder = createRecorder({
    database,
    key: keys.activity,
    clock,
    homeScope: scopeOf(undefined),
    anchor,
    onLost: lost('the end of an act could not be recorded'),
    onAnchorLost: lost('the activity could not be anchored'),
  })
  const proof = createProof({
    database,
    key: keys.activity,
    clock,
    anchors: createAnchorReader(given.anchorFile),
    onFinding: (finding) => logger.error({ finding }, 'the activity is not what was written'),
    onFailed: lost('the activity could not be verified'),
  })
  const live = createLive(database, lost('changes cannot be told to the browsers'))
  const shared = { database, clock, manager, recorder, live, onLost: lost('work in the background failed') }
  const sessions = createSessionService({ ...shared, key: keys.session, managerName, demo })
  const timing = { ...usualTiming, ...given.issuance }
  const lockOuts = createLockOutService({ ...shared, timing, asOwner: sessions.asOwner })
  const issuances = createIssuanceService({
    ...shared,
    key: keys.session,
    timing,
    asOwner: sessions.asOwner,
    scopeOfTenant: scopeOf,
    limits: { ...standardLimits, ...given.rateLimits },
  })
  return {
    manager,
    recorder,
    live,
    sessions,
    timing,
    issuances,
    notes: createNoteService(shared),
    activity: createActivityService({ ...shared, proof }),
    lockOuts,
    managerApi: createManagerApi({ ...shared, lockOuts, keyIsGone: issuances.keyIsGone }),
    setUp: createSetUpService(manager, recorder),
  }
}
export type Services = ReturnType<typeof createServices>
