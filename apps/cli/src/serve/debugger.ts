import { url } from 'node:inspector'
import { Stop } from '../stop.ts'

/** Whoever reaches a debugger reads every secret in memory: none is opened by a signal, and with an open one nothing starts. */
export function refuseDebugger(): void {
  process.on('SIGUSR1', () => undefined)
  if (url() !== undefined)
    throw new Stop(
      'A debugger is open on this process, and with it every secret in memory. Start it without --inspect, also in NODE_OPTIONS.',
    )
}
