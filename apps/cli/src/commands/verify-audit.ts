import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { verifyAudit } from '../serve/console-part.ts'
import type { Settings } from '../settings.ts'
import { Stop } from '../stop.ts'
import type { Terminal } from '../terminal/terminal.ts'
import { knownReason } from './known-reason.ts'

const minuteMs = 60_000
const units = [
  { name: 'day', ms: 24 * 60 * minuteMs },
  { name: 'hour', ms: 60 * minuteMs },
  { name: 'minute', ms: minuteMs },
]

/** Exit code 0 where every entry is as it was written, 1 where one is not. */
export async function verifyAuditCommand(settings: Settings, terminal: Terminal): Promise<number> {
  if (settings.databaseUrl === undefined && !existsSync(join(settings.dataFolder, 'console.sqlite')))
    throw new Stop(`There is no activity in ${settings.dataFolder}: name its folder with --data.`)
  const { entries, finding, lastAnchor } = await knownReason(verifyAudit(settings))
  if (finding) terminal.complain(`latchkey: entry ${finding.sequence} ${finding.what}.`)
  else terminal.say(`${entries} entries, each as it was written and none missing between them.`)
  terminal.say(
    lastAnchor
      ? `The last anchor is entry ${lastAnchor.sequence}, ${ageOf(Date.now() - lastAnchor.time)} old: what was cut off after it cannot be seen here.`
      : 'There is no anchor: what was cut off at the end cannot be seen here.',
  )
  return finding ? 1 : 0
}

function ageOf(ms: number): string {
  const { name, ms: unitMs } = units.find((unit) => ms >= unit.ms) ?? { name: 'minute', ms: minuteMs }
  const count = Math.max(0, Math.floor(ms / unitMs))
  return `${count} ${name}${count === 1 ? '' : 's'}`
}
