import { commandOn, type Settings } from '../settings.ts'
import { columns, type Terminal } from './terminal.ts'

interface SignIn {
  readonly userName: string
  readonly password: string
}

export interface Started {
  readonly console: string
  readonly manager: string
  /** Where there is no administrator yet; its token is good once, for 30 minutes. */
  readonly setUpLink?: string
  /** What is not as it should be at the manager, in one sentence each. */
  readonly warnings?: readonly string[]
  readonly demo?: { readonly administrator: SignIn; readonly limited: SignIn; readonly auditor: SignIn }
}

const notOurs = ', named by --manager-url or LATCHKEY_MANAGER_URL: none is started here'

/** What stands on the terminal once both listen. */
export function greeting(started: Started, settings: Settings, terminal: Terminal): readonly string[] {
  const lines = [
    `${terminal.strong('Latchkey')} is at ${terminal.strong(started.console)}`,
    columns([
      ['manager', `${started.manager}${settings.managerUrl === undefined ? '' : notOurs}`],
      ['data', settings.dataFolder],
    ]),
  ]
  lines.push(...(started.warnings ?? []).map((warning) => `${terminal.strong('Note')} ${warning}`))
  if (started.demo) lines.push(...demoLines(started.demo, terminal))
  else if (started.setUpLink) lines.push(...firstAdministrator(started.setUpLink, settings, terminal))
  return lines
}

const demoLines = ({ administrator, limited, auditor }: NonNullable<Started['demo']>, terminal: Terminal): string[] => [
  `${terminal.strong('Demo')} with sample data, made new at every start. Sign in as:`,
  columns([
    ['administrator', administrator.userName, administrator.password],
    ['limited administrator', limited.userName, limited.password],
    ['auditor', auditor.userName, auditor.password],
  ]),
]

const firstAdministrator = (setUpLink: string, settings: Settings, terminal: Terminal): string[] => [
  `${terminal.strong('There is no administrator yet.')} Make the first one here, once, in the next 30 minutes:`,
  `  ${terminal.strong(setUpLink)}`,
  `or without a browser${settings.databaseUrl === undefined ? ', after stopping this process' : ''}: ${initCommand(settings)}`,
]

export const initCommand = (settings: Settings): string => commandOn(settings, 'init --admin NAME --password-file FILE')
