import { standardLimits } from '@latchkey/server/limits'
import { z } from 'zod'
import { nounNames, type NounName } from './api/nouns.ts'
import {
  addressesValue,
  databaseUrlValue,
  hostsValue,
  managerUrlValue,
  pathValue,
  portValue,
  publicUrlValue,
  rateLimitsValue,
  switchValue,
} from './setting-values.ts'

export type CommandName = 'start' | 'init' | 'admin reset' | 'certificate' | 'verify-audit'
/** What is asked about the settings: a command, or what works through the API. */
export type Taker = CommandName | NounName

export interface SettingDefinition {
  readonly flag: string
  /** What stands after the flag; a switch has none. */
  readonly value?: string
  readonly schema: z.ZodType<unknown, string>
  /** Ends the sentence "… must be". */
  readonly allowed: string
  readonly help: string
  /** As --help shows it. */
  readonly standard?: string
  readonly commands: readonly Taker[]
}

const everywhere = ['start', 'init', 'admin reset', 'certificate', 'verify-audit'] as const
const withDatabase = ['start', 'init', 'admin reset', 'verify-audit'] as const
const start = ['start'] as const
const withManager = ['start', ...nounNames] as const
const portAllowed = 'a port: a whole number from 0 to 65535, where 0 takes any free one'
const switchAllowed = 'true, false, 1 or 0'

const setting = <const Definition extends SettingDefinition>(definition: Definition): Definition => definition

/** Every setting of every command: one flag and one LATCHKEY_ variable each. */
export const settingTable = {
  port: setting({
    flag: 'port',
    value: 'PORT',
    schema: portValue,
    allowed: portAllowed,
    standard: '4120',
    help: 'port of the console',
    commands: start,
  }),
  managerPort: setting({
    flag: 'manager-port',
    value: 'PORT',
    schema: portValue,
    allowed: portAllowed,
    standard: '4119',
    help: 'port of the manager, with /api, /rest and /v3.0 at its root',
    commands: start,
  }),
  data: setting({
    flag: 'data',
    value: 'FOLDER',
    schema: pathValue,
    allowed: 'the path of a folder',
    standard: '~/.local/share/latchkey',
    help: 'all data: databases, keys, certificate, log',
    commands: everywhere,
  }),
  demo: setting({
    flag: 'demo',
    schema: switchValue,
    allowed: switchAllowed,
    standard: 'off',
    help: 'sample data in a folder of its own (FOLDER-demo), made new at every start, on loopback only',
    commands: start,
  }),
  managerUrl: setting({
    flag: 'manager-url',
    value: 'URL',
    schema: managerUrlValue,
    allowed: 'https://HOST[:PORT] without a path, or http on loopback',
    help: 'the manager to use; start starts none then',
    commands: withManager,
  }),
  managerCa: setting({
    flag: 'manager-ca',
    value: 'FILE',
    schema: pathValue,
    allowed: 'the path of a PEM file',
    help: 'the authority that signed the certificate of --manager-url',
    commands: withManager,
  }),
  apiKeyFile: setting({
    flag: 'api-key-file',
    value: 'FILE',
    schema: pathValue,
    allowed: 'the path of a file that only you can read, or - for standard input',
    help: 'its first line is the secret of the API key to call with; - is standard input',
    commands: nounNames,
  }),
  output: setting({
    flag: 'output',
    value: 'FORMAT',
    schema: z.enum(['table', 'json']),
    allowed: 'table or json',
    standard: 'table in a terminal, json elsewhere',
    help: 'for people, or as the manager answers',
    commands: nounNames,
  }),
  databaseUrl: setting({
    flag: 'database-url',
    value: 'URL',
    schema: databaseUrlValue,
    allowed: 'postgres://USER@HOST[:PORT]/DATABASE, where in a password @ is %40, / is %2F, # is %23 and ? is %3F',
    standard: 'SQLite files in the data folder',
    help: 'PostgreSQL, with the schemas manager and console; a password only in the variable',
    commands: withDatabase,
  }),
  host: setting({
    flag: 'host',
    value: 'NAMES',
    schema: hostsValue,
    allowed: 'host names or addresses, separated by commas',
    standard: 'localhost',
    help: 'where to listen (localhost is 127.0.0.1 and ::1), and what the certificate names',
    commands: ['start', 'certificate'],
  }),
  tls: setting({
    flag: 'tls',
    schema: switchValue,
    allowed: switchAllowed,
    standard: 'off',
    help: 'both listeners speak TLS, with the certificate that "latchkey certificate" makes',
    commands: start,
  }),
  publicUrl: setting({
    flag: 'public-url',
    value: 'URL',
    schema: publicUrlValue,
    allowed: 'https://HOST[:PORT] without a path',
    help: 'the address people use, where a proxy ends TLS before us; needs --trust-proxy',
    commands: start,
  }),
  trustProxy: setting({
    flag: 'trust-proxy',
    value: 'ADDRESSES',
    schema: addressesValue,
    allowed: 'addresses or ranges such as 10.0.0.0/24, separated by commas',
    help: 'the proxies whose X-Forwarded-For is believed',
    commands: start,
  }),
  consoleAddress: setting({
    flag: 'console-address',
    value: 'ADDRESSES',
    schema: addressesValue,
    allowed: 'addresses or ranges such as 10.0.0.0/24, separated by commas',
    standard: 'this machine',
    help: 'where other consoles call our manager from: they count failed sign-ins themselves',
    commands: start,
  }),
  rateLimits: setting({
    flag: 'rate-limits',
    value: 'LIMITS',
    schema: rateLimitsValue,
    allowed: `off, or numbers of ${Object.keys(standardLimits).join(', ')}, such as key=500,sign-ins=20`,
    standard: Object.entries(standardLimits)
      .map(([name, count]) => `${name}=${count}`)
      .join(', '),
    help: "what is answered before the rest is 429; off: the manager's calls are not counted",
    commands: start,
  }),
  profile: setting({
    flag: 'profile',
    value: 'NAME',
    schema: z.enum(['full', 'stock']),
    allowed: 'full or stock',
    standard: 'full',
    help: "stock: our manager without its extensions, as the vendor's is",
    commands: start,
  }),
  metricsPort: setting({
    flag: 'metrics-port',
    value: 'PORT',
    schema: portValue,
    allowed: portAllowed,
    standard: 'none',
    help: 'port for /metrics in the form of Prometheus, on loopback only',
    commands: start,
  }),
  readyFile: setting({
    flag: 'ready-file',
    value: 'FILE',
    schema: pathValue,
    allowed: 'the path of a file',
    help: 'written when both listen: {"console", "manager", "demo"} as JSON',
    commands: start,
  }),
  logFile: setting({
    flag: 'log-file',
    value: 'FILE',
    schema: pathValue,
    allowed: 'the path of a file',
    standard: 'latchkey.log in the data folder',
    help: 'the log, one JSON object a line; /dev/stdout or /dev/stderr in a container',
    commands: start,
  }),
  admin: setting({
    flag: 'admin',
    value: 'NAME',
    schema: z.string().min(1).max(254),
    allowed: 'a user name of 1 to 254 characters',
    help: 'the first administrator',
    commands: ['init'],
  }),
  passwordFile: setting({
    flag: 'password-file',
    value: 'FILE',
    schema: pathValue,
    allowed: 'the path of a file, or - for standard input',
    help: 'holds the password, or is where "admin reset" writes the new one',
    commands: ['init', 'admin reset'],
  }),
  keyFile: setting({
    flag: 'key-file',
    value: 'FILE',
    schema: pathValue,
    allowed: 'the path of a file',
    standard: 'keys/activity in the data folder',
    help: 'the key that the activity was written with',
    commands: ['verify-audit'],
  }),
  anchorFile: setting({
    flag: 'anchor-file',
    value: 'FILE',
    schema: pathValue,
    allowed: 'the path of a file',
    standard: 'activity.anchors in the data folder',
    help: 'a copy of the anchors, kept where a writer of the database cannot reach',
    commands: ['verify-audit'],
  }),
  replace: setting({
    flag: 'replace',
    schema: switchValue,
    allowed: switchAllowed,
    standard: 'off',
    help: 'make a new authority and certificate although there is one',
    commands: ['certificate'],
  }),
} as const satisfies Readonly<Record<string, SettingDefinition>>

export type SettingName = keyof typeof settingTable

export const variableOf = (definition: SettingDefinition): string =>
  `LATCHKEY_${definition.flag.toUpperCase().replaceAll('-', '_')}`

export const settingsOf = (command: Taker): [SettingName, SettingDefinition][] =>
  allSettings().filter(([, definition]) => definition.commands.includes(command))

export function allSettings(): [SettingName, SettingDefinition][] {
  const names = Object.keys(settingTable) as SettingName[] // the keys of the table, which Object.keys cannot say
  return names.map((name) => [name, settingTable[name]])
}
