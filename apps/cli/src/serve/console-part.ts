import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import {
  buildBff,
  buildMetrics,
  checkManager,
  migrateConsole,
  nameOfOwnManager,
  readAnchors,
  verifyActivity,
} from '@latchkey/bff/build-app'
import { openDatabase, openKeyFile, openKeyFiles } from '@latchkey/database'
import type { Logger } from '@latchkey/server'
import { readAuthority } from '../authority-file.ts'
import { consoleFolderUrl } from '../console-folder.ts'
import type { Settings } from '../settings.ts'
import { Stop } from '../stop.ts'
import type { Edge } from './manager-part.ts'
import { leaveOnFault } from './lifecycle.ts'
import { databaseUrlOf, keysFolder } from './stores.ts'

type BffDependencies = Parameters<typeof buildBff>[0]

export async function openConsole(settings: Settings, logger: Logger) {
  const database: BffDependencies['database'] = await openDatabase({
    url: databaseUrlOf(settings, 'console'),
    schema: 'console',
    onFault: leaveOnFault,
  })
  try {
    await migrateConsole(database)
    return {
      database,
      keys: await openKeyFiles(keysFolder(settings), ['session', 'activity'], database),
      anchorFile: anchorFileOf(settings),
      clock: Date.now,
      logger,
    }
  } catch (error) {
    await database.close()
    throw error
  }
}
/** The activity as it lies in the store, which nothing is written to; each entry is checked against the one before it. */
export async function verifyAudit(settings: Settings) {
  const database: BffDependencies['database'] = await openDatabase({
    url: databaseUrlOf(settings, 'console'),
    schema: 'console',
  })
  try {
    const key = await openKeyFile(settings.keyFile ?? join(keysFolder(settings), 'activity'), 'activity', database)
    return await verifyActivity(database.kysely, key, anchorsFor(settings))
  } finally {
    await database.close()
  }
}

/** A copy that was named and proves nothing is no proof: a slip in its name must not end with "all is well". */
function anchorsFor(settings: Settings) {
  const file = settings.anchorFile ?? anchorFileOf(settings)
  const anchors = readable(file)
  if (settings.anchorFile !== undefined && anchors.length === 0)
    throw new Stop(
      `The file ${file} of --anchor-file is not there or holds no anchor: nothing can be compared with it.`,
    )
  return anchors
}

function readable(file: string) {
  try {
    return readAnchors(file)
  } catch (error) {
    throw new Stop(`${file} cannot be read as anchors: it is another file, or was changed.`, 1, error)
  }
}

const anchorFileOf = ({ dataFolder }: Settings): string => join(dataFolder, 'activity.anchors')

type OpenedConsole = Awaited<ReturnType<typeof openConsole>>

interface ConsolePart {
  readonly edge: Edge
  /** The address of the manager in this process; absent where --manager-url names another. */
  readonly managerUrl: string | undefined
  readonly port: () => number
  readonly isStopping: () => boolean
  readonly metrics: ReturnType<typeof buildMetrics>['metrics'] | undefined
}

/** Asked of a manager elsewhere only: ours is of the same version, clock and start. */
export const checkOtherManager = async (settings: Settings) =>
  settings.managerUrl === undefined ? [] : await checkManager(managerOf(settings, undefined, undefined), Date.now)

export const buildMetricsPart = (opened: OpenedConsole, port: () => number) =>
  buildMetrics(opened, () => [`127.0.0.1:${port()}`, `localhost:${port()}`, `[::1]:${port()}`])

export async function buildConsolePart(
  opened: OpenedConsole,
  settings: Settings,
  { edge: { addresses, tls }, managerUrl, port, isStopping, metrics }: ConsolePart,
) {
  const managerName = managerUrl === undefined ? undefined : await nameOfOwnManager(opened.database, managerUrl)
  return await buildBff({
    ...opened,
    ...(metrics && { metrics }),
    manager: managerOf(settings, managerUrl, tls?.ca),
    ...(managerName !== undefined && { managerName }),
    hosts: () => addresses.hosts(port()),
    origins: () => addresses.origins(port()),
    cookieName: () => addresses.cookieName(port()),
    consoleFolder: fileURLToPath(consoleFolderUrl),
    demo: settings.demo,
    isStopping,
    ...(settings.rateLimits && { rateLimits: settings.rateLimits }),
    ...(tls && { tls: { cert: tls.cert, key: tls.key } }),
    ...(settings.trustProxy && { trustProxy: settings.trustProxy }),
  })
}

export function refuseUnbuiltConsole(): void {
  if (!existsSync(new URL('index.html', consoleFolderUrl)))
    throw new Stop('The console is not built: run "pnpm build" first, or "npm start", which does.')
}

function managerOf({ managerUrl, managerCa }: Settings, ownUrl: string | undefined, ownAuthority: string | undefined) {
  const url = managerUrl ?? ownUrl
  if (url === undefined) throw new Error('There is neither a manager of our own nor another.')
  const ca = managerUrl === undefined ? ownAuthority : managerCa === undefined ? undefined : readAuthority(managerCa)
  return { url, ...(ca !== undefined && { ca }) }
}
