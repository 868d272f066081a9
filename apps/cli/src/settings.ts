import { homedir } from 'node:os'
import { join, relative, resolve } from 'node:path'
import { isLoopback } from '@latchkey/server/addresses'
import { z } from 'zod'
import { shellQuoted } from './api/text.ts'
import { allSettings, settingTable, variableOf, type SettingDefinition, type SettingName } from './setting-table.ts'
import { isEverywhere } from './setting-values.ts'
import { UsageError } from './stop.ts'

type Environment = Record<string, string | undefined>
type Flags = Readonly<Partial<Record<SettingName, string | true>>>

const at = settingTable
const settingsSchema = z.object({
  port: at.port.schema.default(4120),
  managerPort: at.managerPort.schema.default(4119),
  data: at.data.schema.optional(),
  demo: at.demo.schema.default(false),
  managerUrl: at.managerUrl.schema.optional(),
  managerCa: at.managerCa.schema.optional(),
  apiKeyFile: at.apiKeyFile.schema.optional(),
  output: at.output.schema.optional(),
  databaseUrl: at.databaseUrl.schema.optional(),
  host: at.host.schema.default(['localhost']),
  tls: at.tls.schema.default(false),
  publicUrl: at.publicUrl.schema.optional(),
  trustProxy: at.trustProxy.schema.optional(),
  consoleAddress: at.consoleAddress.schema.optional(),
  rateLimits: at.rateLimits.schema.optional(),
  profile: at.profile.schema.default('full'),
  metricsPort: at.metricsPort.schema.optional(),
  readyFile: at.readyFile.schema.optional(),
  logFile: at.logFile.schema.optional(),
  admin: at.admin.schema.optional(),
  passwordFile: at.passwordFile.schema.optional(),
  keyFile: at.keyFile.schema.optional(),
  anchorFile: at.anchorFile.schema.optional(),
  replace: at.replace.schema.default(false),
} satisfies Record<SettingName, z.ZodType>)

type Parsed = z.output<typeof settingsSchema>
export interface Settings extends Omit<Parsed, 'data'> {
  readonly data: string
  /** The folder in use: the demo's stands beside the real one. */
  readonly dataFolder: string
}

/** The only reader of the environment. A wrong setting stops here, before anything is written. */
export function readSettings(flags: Flags, environment: Environment = process.env): Settings {
  refuseUnknownVariables(environment)
  const given: Record<string, string> = {}
  for (const [name, definition] of allSettings()) {
    const value = flags[name] ?? environment[variableOf(definition)]
    if (value !== undefined) given[name] = String(value)
  }
  // It may hold a password, which no report of Node's and nothing that is started from here should have.
  delete environment[variableOf(settingTable.databaseUrl)]
  const result = settingsSchema.safeParse(given)
  if (!result.success) throw wrongValue(result.error, given, flags)
  refusePasswordInFlag(flags)
  const data = resolve(result.data.data ?? standardFolder(environment))
  return { ...result.data, data, dataFolder: result.data.demo ? `${data}-demo` : data }
}

function refuseUnknownVariables(environment: Environment): void {
  const known = allSettings().map(([, definition]) => variableOf(definition))
  for (const name of Object.keys(environment))
    if (name.startsWith('LATCHKEY_') && !known.includes(name))
      throw new UsageError(`${printable(name)} is no setting; known are ${known.join(', ')}.`)
}

function wrongValue(error: z.ZodError, given: Readonly<Record<string, string>>, flags: Flags): UsageError {
  const name = error.issues[0]?.path[0]
  const [, definition] = allSettings().find(([candidate]) => candidate === name) ?? []
  if (definition === undefined) return new UsageError('The settings could not be read.')
  const source = nameOf(definition, flags, name as SettingName)
  // A database URL may hold a password, which is not repeated to a terminal.
  const shown = definition === settingTable.databaseUrl ? 'not usable' : `"${withoutUser(given[String(name)] ?? '')}"`
  return new UsageError(`${source} is ${shown}, but must be ${definition.allowed}.`)
}

const withoutUser = (text: string): string => printable(text.replace(/^(\s*[a-z]+:\s*\/*).*@/is, '$1…@'))

const nameOf = (definition: SettingDefinition, flags: Flags, name: SettingName): string =>
  flags[name] === undefined ? variableOf(definition) : `--${definition.flag}`

function refusePasswordInFlag({ databaseUrl }: Flags): void {
  if (typeof databaseUrl === 'string' && holdsPassword(databaseUrl))
    throw new UsageError(
      '--database-url holds a password, which every user of this machine can read there; allowed is a URL without one, or the variable LATCHKEY_DATABASE_URL.',
    )
}

function holdsPassword(databaseUrl: string): boolean {
  const { password, searchParams } = new URL(databaseUrl)
  return password !== '' || searchParams.has('password')
}

// What a terminal would act on.
export const printable = (text: string): string =>
  text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e]/g, '?').slice(0, 120)

const standardFolder = (environment: Environment): string =>
  join(
    environment.XDG_DATA_HOME?.startsWith('/') ? environment.XDG_DATA_HOME : join(homedir(), '.local', 'share'),
    'latchkey',
  )

/** What no single value can say: which settings of a start go together. */
export function refuseWrongStart(settings: Settings): void {
  const open = settings.host.filter((host) => !isLoopback(host))
  if (settings.publicUrl !== undefined && settings.trustProxy === undefined)
    throw new UsageError('--public-url needs --trust-proxy ADDRESSES: the addresses of the proxy that ends TLS.')
  if (settings.trustProxy !== undefined && settings.publicUrl === undefined)
    throw new UsageError('--trust-proxy needs --public-url https://HOST: the address people use.')
  if (settings.demo) refuseWrongDemo(settings, open)
  if (settings.managerCa !== undefined && settings.managerUrl === undefined)
    throw new UsageError('--manager-ca is only for a manager elsewhere: it needs --manager-url https://HOST.')
  if (settings.managerUrl === undefined && settings.port === settings.managerPort && settings.port !== 0)
    throw new UsageError(`--port and --manager-port are both ${settings.port}, but must be two different ports.`)
  const ports = [settings.port, ...(settings.managerUrl === undefined ? [settings.managerPort] : [])]
  if (settings.metricsPort !== undefined && settings.metricsPort !== 0 && ports.includes(settings.metricsPort))
    throw new UsageError(`--metrics-port is ${settings.metricsPort} as another port of ours is, but must be its own.`)
  if (open.length > 0 && !settings.tls && settings.publicUrl === undefined) throw withoutTls(settings, open)
}

function refuseWrongDemo({ databaseUrl, managerUrl, publicUrl }: Settings, open: readonly string[]): void {
  if (open.length > 0 || publicUrl !== undefined)
    throw new UsageError(
      `--demo is for this machine only: allowed is --host localhost${open[0] ? `, not ${open[0]}` : ', without --public-url'}.`,
    )
  if (databaseUrl !== undefined)
    throw new UsageError(
      '--demo keeps its data in a folder of its own: it cannot be combined with --database-url or LATCHKEY_DATABASE_URL.',
    )
  if (managerUrl !== undefined)
    throw new UsageError(
      '--demo fills a manager of its own: it cannot be combined with --manager-url or LATCHKEY_MANAGER_URL.',
    )
}

function withoutTls(settings: Settings, open: readonly string[]): UsageError {
  // Every address is no name: a certificate and the calls of others need one.
  const names = [...open, ...(open.every(isEverywhere) ? ['NAME'] : [])].join(',')
  return new UsageError(
    `--host ${open.join(',')} is not loopback and would carry passwords in the clear: run "${commandOn(settings, `certificate --host ${names}`)}" and then "${commandOn(settings, `start --host ${names} --tls`)}", ` +
      'or give --public-url https://HOST with --trust-proxy ADDRESSES where TLS ends before us.',
  )
}

/** How this program is called here, so that a command we print can be copied. */
function commandPrefix(): string {
  const script = relative(process.cwd(), process.argv[1] ?? '')
  if (script === 'apps/cli/dist/latchkey.js') return 'npm run latchkey --'
  return /\.[jt]s$/.test(script) ? `node ${script}` : 'latchkey'
}

/** A command that can be copied and works on the same data: keys are in the folder whatever the database is. */
export function commandOn({ data, databaseUrl }: Pick<Settings, 'data' | 'databaseUrl'>, words: string): string {
  // A password stands in the variable only, which whoever copies this has set.
  const database =
    databaseUrl === undefined || holdsPassword(databaseUrl) ? '' : ` --database-url ${shellQuoted(databaseUrl)}`
  return `${commandPrefix()} ${words} --data ${shellQuoted(data)}${database}`
}

export const wantsPlainText = (environment: Environment = process.env): boolean =>
  (environment.NO_COLOR ?? '') !== '' || environment.TERM === 'dumb'
