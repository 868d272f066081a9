import { openDatabase, openKeyFiles } from '@latchkey/database'
import { buildManager, migrateManager } from '@latchkey/manager/build-app'
import type { Logger } from '@latchkey/server'
import type { Settings } from '../settings.ts'
import type { Addresses } from './addresses.ts'
import { leaveOnFault } from './lifecycle.ts'
import { databaseUrlOf, keysFolder } from './stores.ts'

export {
  createFirstAdministrator,
  hasAdministrator,
  offerSetUp,
  resetAdministrator,
  seedDemo,
} from '@latchkey/manager/build-app'
type ManagerDependencies = Parameters<typeof buildManager>[0]

/** What of a start both servers are given. */
export interface Edge {
  readonly addresses: Addresses
  readonly tls: { readonly ca: string; readonly cert: string; readonly key: string } | undefined
}

/** The manager's store and keys, opened for a start, for `init` or for `admin reset`. */
export async function openManager(settings: Settings, logger: Logger) {
  const database: ManagerDependencies['database'] = await openDatabase({
    url: databaseUrlOf(settings, 'manager'),
    schema: 'manager',
    onFault: leaveOnFault,
  })
  try {
    await migrateManager(database)
    const keys = await openKeyFiles(keysFolder(settings), ['pepper', 'master'], database)
    return { database, keys, clock: Date.now, logger, profile: settings.profile }
  } catch (error) {
    await database.close()
    throw error
  }
}
export type OpenedManager = Awaited<ReturnType<typeof openManager>>

/** `port` is known only once it listens, where any free one was asked for. */
export const buildManagerPart = (
  opened: OpenedManager,
  settings: Settings,
  { addresses, tls }: Edge,
  port: () => number,
) =>
  buildManager({
    ...opened,
    hosts: () => addresses.hosts(port()),
    ...(settings.rateLimits && { rateLimits: settings.rateLimits }),
    ...(tls && { tls: { cert: tls.cert, key: tls.key } }),
    ...(settings.trustProxy && { trustProxy: settings.trustProxy }),
    ...(settings.consoleAddress && { consoleAddresses: settings.consoleAddress }),
  })
