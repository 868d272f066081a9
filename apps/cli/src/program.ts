import { Command, CommanderError, Option } from 'commander'
import { isNoun, nounNames, nouns } from './api/nouns.ts'
import { settingTable, settingsOf, type CommandName, type SettingName } from './setting-table.ts'
import { printable, readSettings, type Settings } from './settings.ts'
import { Stop, UsageError } from './stop.ts'
import { helpLook, optionText, settingsHelp } from './terminal/help.ts'
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
  const finish = (code: number) => void (exitCode = code)
  const program = createProgram(actions, terminal, finish)
  try {
    if (argumentsGiven.length === 0)
      throw new UsageError(`A command is missing; allowed: ${namesIn(program)}, --help, --version.`)
    await addVerbsTo(program, argumentsGiven, terminal, finish)
    await program.parseAsync([...argumentsGiven], { from: 'user' })
    return exitCode
  } catch (error) {
    const known = error instanceof CommanderError ? sentenceOf(error, commandFor(program, argumentsGiven)) : error
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

/** The schemas are loaded only by whoever works through the API: every other command starts without them. */
async function addVerbsTo(
  program: Command,
  [noun]: readonly string[],
  terminal: Terminal,
  finish: (code: number) => void,
): Promise<void> {
  const command = program.commands.find((candidate) => candidate.name() === noun)
  if (command === undefined || !isNoun(noun)) return
  const { addVerbs } = await import('./api/noun-commands.ts')
  addVerbs(command, noun, terminal, finish)
}

function createProgram(actions: Actions, terminal: Terminal, finish: (code: number) => void): Command {
  const program = new Command('latchkey')
    .description('The console for the API keys of a security manager, and a manager.')
    .version(version, '--version', 'print the version')
    .helpOption('--help', 'print this help')
    .helpCommand(false)
    .exitOverride()
    .configureHelp(helpLook)
    .configureOutput({
      outputError: () => undefined,
      writeErr: () => undefined,
      writeOut: (text) => terminal.say(text.trimEnd()),
    })
    .addHelpText('after', settingsHelp())
  program.commandsGroup('This machine:')
  addCommand(program, 'start', 'start')
  addCommand(program, 'init', 'init')
  addCommand(parentCommand('admin', 'look after administrators'), 'reset <NAME>', 'admin reset')
  addCommand(program, 'certificate', 'certificate')
  addCommand(program, 'verify-audit', 'verify-audit')
  program.commandsGroup('Any manager, through its API with a key (latchkey keys --help):')
  for (const noun of nounNames) parentCommand(noun, nouns[noun].summary)
  return program

  function parentCommand(name: string, description: string): Command {
    return program.command(name).description(description).helpOption('--help', 'print this help').helpCommand(false)
  }

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

const namesIn = (command: Command): string => command.commands.map((one) => one.name()).join(', ')

/** Commander's refusal as one sentence that says what is allowed; undefined where it only printed help or version. */
function sentenceOf(error: CommanderError, command: Command): UsageError | undefined {
  if (error.exitCode === 0) return undefined
  const place = pathOf(command)
  const flags = [...command.options.map(({ long }) => long), '--help'].join(', ')
  const quoted = printable(/'([^']*)'/.exec(error.message)?.[1] ?? '')
  const flag = quoted.split(' ')[0] ?? ''
  switch (error.code) {
    case 'commander.unknownOption':
      return new UsageError(`${quoted} is no option of ${place}; allowed: ${flags}.`)
    case 'commander.unknownCommand':
      return new UsageError(`${quoted} is no command; allowed: ${namesIn(command)}.`)
    case 'commander.help':
      return new UsageError(`A command is missing; allowed: ${namesIn(command)}.`)
    case 'commander.optionMissingArgument':
      return new UsageError(`${flag} has no value, but must be ${allowedFor(flag) ?? 'followed by one'}.`)
    case 'commander.missingArgument':
      return new UsageError(
        quoted === 'NAME' ? `${place} needs the name of an administrator: ${place} NAME.` : `${place} needs ${quoted}.`,
      )
    default:
      return new UsageError(
        command.registeredArguments.length > 0
          ? `${place} takes no further words; allowed: ${flags}.`
          : `${place} takes options only, without further words; allowed: ${flags}.`,
      )
  }
}

const allowedFor = (flag: string): string | undefined =>
  Object.values(settingTable).find((definition) => `--${definition.flag}` === flag)?.allowed

const pathOf = (command: Command): string =>
  command.parent ? `${pathOf(command.parent)} ${command.name()}` : command.name()

/** The command that the words lead to. */
function commandFor(program: Command, given: readonly string[]): Command {
  let command = program
  for (const word of given) {
    const next = command.commands.find((candidate) => candidate.name() === word)
    if (next === undefined) return command
    command = next
  }
  return command
}
