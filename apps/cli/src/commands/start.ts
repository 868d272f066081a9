import { join } from 'node:path'
import { createLogger, type Logger } from '@latchkey/server'
import { isLoopback } from '@latchkey/server/addresses'
import { readTls } from '../certificate/certificate-folder.ts'
import { addressesOf, innerManagerUrl } from '../serve/addresses.ts'
import {
  buildConsolePart,
  buildMetricsPart,
  checkOtherManager,
  openConsole,
  refuseUnbuiltConsole,
} from '../serve/console-part.ts'
import { refuseDebugger } from '../serve/debugger.ts'
import { renewDemoFolder } from '../serve/demo-folder.ts'
import { leaveOnUnexpected, untilStopped } from '../serve/lifecycle.ts'
import { listen, refuseTakenPort } from '../serve/listen.ts'
import { createLogFile } from '../serve/log-file.ts'
import {
  buildManagerPart,
  hasAdministrator,
  offerSetUp,
  openManager,
  seedDemo,
  type Edge,
  type OpenedManager,
} from '../serve/manager-part.ts'
import { createReadyFile } from '../serve/ready-file.ts'
import { createRunning, type Running } from '../serve/running.ts'
import { openWay, storeLeftBehind } from '../serve/stores.ts'
import { refuseWrongStart, type Settings } from '../settings.ts'
import { Stop } from '../stop.ts'
import type { Terminal } from '../terminal/terminal.ts'
import { greeting, initCommand, type Started } from '../terminal/greeting.ts'
import { version } from '../version.ts'
import { knownReason } from './known-reason.ts'

interface Writing {
  readonly logger: Logger
  /** Called once a database is open: until then another process may own the folder, and nothing is written. */
  readonly writable: () => void
}

/** Resolves with the exit code once a signal has stopped both servers. */
export async function start(settings: Settings, terminal: Terminal): Promise<number> {
  refuseDebugger()
  refuseWrongStart(settings)
  // In a demo too the certificate is the one of the real folder.
  const tls = settings.tls ? await knownReason(tlsOf(settings)) : undefined
  refuseUnbuiltConsole()
  await refuseTakenPorts(settings)
  if (settings.demo) await knownReason(renewDemoFolder(settings.dataFolder))
  const logFile = createLogFile(settings.logFile ?? join(settings.dataFolder, 'latchkey.log'))
  const logger = createLogger({ write: logFile.write })
  const running = createRunning({
    behindBalancer: isReachable(settings),
    onFailed: (error) => logger.error({ err: error }, 'could not be closed'),
  })
  running.finally(logFile.close)
  running.finally(() => logger.info('stopped'))
  const exit = (code: number): void => process.exit(code)
  leaveOnUnexpected({ logger, complain: terminal.complain, exit })
  const readyFile = createReadyFile(settings.readyFile)
  running.finally(readyFile.removeOurs)
  const writable = (): void => {
    logFile.open()
    readyFile.removeStale()
  }
  let stopped: Promise<number>
  try {
    const started = await knownReason(
      open(settings, { addresses: addressesOf(settings), tls }, running, { logger, writable }),
    )
    // Before anyone is told that we are ready: whoever reads the ready file may send a signal at once.
    stopped = untilStopped({ logger, say: terminal.say, stop: running.stop, exit })
    readyFile.write({ console: started.console, manager: started.manager, ...(started.demo && { demo: started.demo }) })
    logger.info({ version, console: started.console, manager: started.manager, node: process.version }, 'started')
    for (const line of greeting(started, settings, terminal)) terminal.say(line)
  } catch (error) {
    if (!(error instanceof Stop)) logger.error({ err: error }, 'start failed')
    await running.stop().catch((failure: unknown) => logger.error({ err: failure }, 'stop failed'))
    throw error
  }
  return stopped
}

const tlsOf = async ({ data, host }: Settings) => readTls(data, host, Date.now())

async function refuseTakenPorts({ port, managerPort, managerUrl, host: hosts }: Settings): Promise<void> {
  await refuseTakenPort({ port, hosts, option: 'port' })
  if (managerUrl === undefined) await refuseTakenPort({ port: managerPort, hosts, option: 'manager-port' })
}

/** The manager listens before the console is built on it, and the console listens last. */
async function open(settings: Settings, edge: Edge, running: Running, { logger, writable }: Writing): Promise<Started> {
  const leftBehind = storeLeftBehind(settings)
  const manager =
    settings.managerUrl === undefined ? await openOwnManager(settings, edge, running, { logger, writable }) : undefined
  const opened = await openConsole(settings, logger)
  running.addDatabase(opened.database)
  writable()
  const warnings = await judgeManager(settings)
  const wayIsOpen = openWay(settings)
  if (wayIsOpen !== undefined) warnings.push(wayIsOpen)
  if (manager?.setUpToken !== undefined && leftBehind !== undefined) warnings.push(leftBehind)
  for (const warning of warnings) logger.warn(warning)
  let port = settings.port
  const app = await buildConsolePart(opened, settings, {
    edge,
    metrics: settings.metricsPort === undefined ? undefined : await openMetrics(opened, settings.metricsPort, running),
    managerUrl: manager && innerManagerUrl(settings, manager.port),
    port: () => port,
    isStopping: running.isStopping,
  })
  const doors = await listen(app, { port, hosts: settings.host, option: 'port' })
  running.addServer(app, doors)
  port = doors.port
  return {
    console: edge.addresses.console(port),
    manager: manager ? edge.addresses.manager(manager.port) : (settings.managerUrl ?? ''),
    ...(manager?.setUpToken && { setUpLink: `${edge.addresses.console(port)}/set-up#${manager.setUpToken}` }),
    ...(manager?.demo && { demo: manager.demo }),
    warnings,
  }
}

/** What would keep everybody from signing in stops the start; the rest is told. */
async function judgeManager(settings: Settings): Promise<string[]> {
  const findings = await checkOtherManager(settings)
  const error = findings.find(({ level }) => level === 'error')
  if (error) throw new Stop(error.what)
  return findings.map(({ what }) => what)
}

async function openMetrics(opened: Awaited<ReturnType<typeof openConsole>>, wanted: number, running: Running) {
  let port = wanted
  const { app, metrics } = buildMetricsPart(opened, () => port)
  const doors = await listen(app, { port, hosts: ['localhost'], option: 'metrics-port' })
  running.addServer(app, doors)
  port = doors.port
  return metrics
}

async function openOwnManager(settings: Settings, edge: Edge, running: Running, { logger, writable }: Writing) {
  const opened = await openManager(settings, logger)
  running.addDatabase(opened.database)
  writable()
  await refuseUnclaimed(settings, opened)
  let port = settings.managerPort
  const app = await buildManagerPart(opened, settings, edge, () => port)
  const demo = settings.demo ? await seedDemo(opened) : undefined
  const doors = await listen(app, { port, hosts: settings.host, option: 'manager-port' })
  running.addServer(app, doors)
  port = doors.port
  return { port, demo, setUpToken: await offerSetUp(opened) }
}

const isReachable = ({ host, publicUrl }: Settings): boolean =>
  publicUrl !== undefined || !host.every((one) => isLoopback(one))

/** Whoever comes first would become the administrator. */
async function refuseUnclaimed(settings: Settings, opened: OpenedManager): Promise<void> {
  if (!isReachable(settings) || (await hasAdministrator(opened))) return
  throw new Stop(
    `There is no administrator yet, and others could reach this start first. Make one: ${initCommand(settings)}`,
  )
}
