import { commandPrefix, type Settings } from '../settings.ts'
import { columns, type Terminal } from './terminal.ts'

interface SignIn {
  readonly userName: string
  readonly password: string
}

export interface Started {
  readonly console: string
  readonly manager: string
  readonly withoutAdministrator: boolean
  readonly demo?: { readonly administrator: SignIn; readonly limited: SignIn; readonly auditor: SignIn }
}

/** What stands on the terminal once both listen. */
export function greeting(started: Started, settings: Settings, terminal: Terminal): readonly string[] {
  const lines = [
    `${terminal.strong('Latchkey')} is at ${terminal.strong(started.console)}`,
    columns([
      ['manager', started.manager],
      ['data', settings.dataFolder],
    ]),
  ]
  if (started.demo) lines.push(...demoLines(started.demo, terminal))
  else if (started.withoutAdministrator) lines.push(...firstAdministrator(settings, terminal))
  return lines
}

const demoLines = ({ administrator, limited, auditor }: NonNullable<Started['demo']>, terminal: Terminal): string[] => [
  `${terminal.strong('Demo')} with sample data, made new at every start. Sign in as:`,
  columns([
    ['administrator', wordsOf(administrator)],
    ['limited administrator', wordsOf(limited)],
    ['auditor', wordsOf(auditor)],
  ]),
]
const wordsOf = ({ userName, password }: SignIn): string => `${userName}  ${password}`

function firstAdministrator(settings: Settings, terminal: Terminal): string[] {
  const place = settings.databaseUrl === undefined ? ` --data ${settings.dataFolder}` : ''
  return [
    `${terminal.strong('There is no administrator yet.')} ${settings.databaseUrl === undefined ? 'Stop this process (Ctrl+C), then' : 'To'} make the first one:`,
    `  ${commandPrefix()} init --admin NAME --password-file FILE${place}`,
  ]
}
