import { Command, CommanderError, Option } from 'commander'
import { settingsOf, type CommandName, type SettingName } from './setting-table.ts'
import { printable, readSettings, type Settings } from './settings.ts'
import { Stop, UsageError } from './stop.ts'
import { optionText, settingsHelp } from './terminal/help.ts'
import type { Terminal } from './terminal/terminal.ts'
import { version } from './version.ts'

type Action = (settings: Settings, terminal: Terminal, name?: string) => Promise<number>
export type Actions = Readonly<Record<CommandName, () => Promise<Action>>>

const summaries: Readonly<Record<CommandName, string>> = {
  start: 'start the manager and the console',
  init: 'make the first administrator without a browser',
  'admin reset': 'give an administrator a new password, end their sessions, remove their second factor',
  certificate: 'make a private authority and a server certificate for --tls',
  'verify-audit': 'find any change to the recorded activity, and any gap in it',
}

/** Runs one command and says how the process ends. */
export async function runProgram(
  argumentsGiven: readonly string[],
  actions: Actions,
  terminal: Terminal,
): Promise<number> {
  let exitCode = 0
  const program = createProgram(actions, terminal, (code) => (exitCode = code))
  try {
    if (argumentsGiven.length === 0)
      throw new UsageError(`A command is missing; allowed: ${commandNames()}, --help, --version.`)
    await program.parseAsync([...argumentsGiven], { from: 'user' })
    return exitCode
  } catch (error) {
    const known = error instanceof CommanderError ? sentenceOf(error, argumentsGiven) : error
    if (known === undefined) return 0
    if (!(known instanceof Stop)) {
      terminal.complain(
        `latchkey: unexpected error\n${known instanceof Error ? (known.stack ?? known.name) : typeof known}`,
      )
      return 70
    }
    terminal.complain(`latchkey: ${known.message}`)
    return known.exitCode
  }
}

function createProgram(actions: Actions, terminal: Terminal, finish: (code: number) => void): Command {
  const program = new Command('latchkey')
    .description('The console for the API keys of a security manager, and a manager.')
    .version(version, '--version', 'print the version')
    .helpOption('--help', 'print this help')
    .helpCommand(false)
    .exitOverride()
    .configureOutput({
      outputError: () => undefined,
      writeErr: () => undefined,
      writeOut: (text) => terminal.say(text.trimEnd()),
    })
    .addHelpText('after', settingsHelp())
  const admin = program
    .command('admin')
    .description('look after administrators')
    .helpOption('--help', 'print this help')
  addCommand(program, 'start', 'start')
  addCommand(program, 'init', 'init')
  addCommand(admin, 'reset <NAME>', 'admin reset')
  addCommand(program, 'certificate', 'certificate')
  addCommand(program, 'verify-audit', 'verify-audit')
  return program

  function addCommand(parent: Command, usage: string, name: CommandName): void {
    const command = parent.command(usage).description(summaries[name]).helpOption('--help', 'print this help')
    for (const [, definition] of settingsOf(name)) command.addOption(new Option(...optionText(definition)))
    command.action(async (...given: unknown[]) => {
      const flags = command.opts<Partial<Record<SettingName, string | true>>>()
      const read = readSettings(flags)
      const action = await actions[name]()
      finish(await action(read, terminal, typeof given[0] === 'string' ? given[0] : undefined))
    })
  }
}

const commandNames = (): string => Object.keys(summaries).join(', ')

/** Commander's refusal as one sentence that says what is allowed; undefined where it only printed help or version. */
function sentenceOf(error: CommanderError, given: readonly string[]): UsageError | undefined {
  if (error.exitCode === 0) return undefined
  const name = commandOf(given)
  const flags = name === undefined ? [] : settingsOf(name).map(([, { flag }]) => `--${flag}`)
  const place = name === undefined ? 'latchkey' : `latchkey ${name}`
  const quoted = printable(/'([^']*)'/.exec(error.message)?.[1] ?? '')
  const flag = quoted.split(' ')[0] ?? ''
  switch (error.code) {
    case 'commander.unknownOption':
      return new UsageError(`${quoted} is no option of ${place}; allowed: ${[...flags, '--help'].join(', ')}.`)
    case 'commander.unknownCommand':
      return new UsageError(`${quoted} is no command; allowed: ${commandNames()}.`)
    case 'commander.help':
      return new UsageError(`A command is missing; allowed: ${commandNames()}.`)
    case 'commander.optionMissingArgument': {
      const allowed = name && settingsOf(name).find(([, definition]) => `--${definition.flag}` === flag)?.[1].allowed
      return new UsageError(`${flag} has no value, but must be ${allowed ?? 'followed by one'}.`)
    }
    case 'commander.missingArgument':
      return new UsageError(`${place} needs the name of an administrator: ${place} NAME.`)
    default:
      return new UsageError(
        `${place} takes options only, without further words; allowed: ${[...flags, '--help'].join(', ')}.`,
      )
  }
}

function commandOf(given: readonly string[]): CommandName | undefined {
  const words = given.filter((word) => !word.startsWith('-'))
  const names = Object.keys(summaries) as CommandName[] // the keys of the record above
  return names.find((name) => words.slice(0, name.split(' ').length).join(' ') === name)
}
