import { Option, type Command } from 'commander'
import { readSettings } from '../settings.ts'
import { settingsOf } from '../setting-table.ts'
import { optionText } from '../terminal/help.ts'
import type { Terminal } from '../terminal/terminal.ts'
import { searchable } from './criteria.ts'
import { itemFieldsOf, type Field } from './fields.ts'
import { flagFieldsOf, takesBody, takesPassword, type Given } from './input.ts'
import type { NounName } from './nouns.ts'
import { callerItself, operationsOf, paramOf, type Operation } from './operations.ts'
import { runOperation } from './run-operation.ts'
import { allowedMoment } from './values.ts'

type Flags = Readonly<Record<string, string | true | undefined>>

/** The verbs of one noun, with the fields of its schemas as flags. */
export function addVerbs(parent: Command, noun: NounName, terminal: Terminal, finish: (code: number) => void): void {
  for (const operation of operationsOf(noun)) {
    const command = parent
      .command([operation.verb, ...targetsOf(operation)].join(' '))
      .description(operation.summary)
      .helpOption('--help', 'print this help')
    for (const option of optionsOf(operation)) command.addOption(option)
    if (operation.verb === 'search') command.addHelpText('after', testsHelp(operation))
    command.addHelpText('after', `\n${exitCodes}`)
    command.action(async (...words: unknown[]) => {
      const flags = command.opts<Flags>()
      const [target, tests] = wordsOf(operation, words[0])
      const settings = readSettings(pick(flags, settingsOf(noun)))
      finish(await runOperation({ operation, target, given: givenIn(flags, operation, tests), settings, terminal }))
    })
  }
}

const exitCodes = `Ends with
  0  done
  1  refused, nothing was changed
  2  wrong usage, nothing was sent
  3  no answer, or something may have been changed`

const testsHelp = ({ all }: Operation): string => `
Tests, all of which must hold: =, !=, and for numbers and moments <, <=, >, >=.
  A % in a text stands for any characters. Nothing after = means never set.
  Fields: ${wrapped(all ? searchable(itemFieldsOf(all)) : [])}`

function wrapped(names: readonly string[]): string {
  const lines: string[] = []
  for (const name of names) {
    const last = lines.at(-1)
    if (last !== undefined && `${last}, ${name}`.length <= fieldsWidth) lines[lines.length - 1] = `${last}, ${name}`
    else lines.push(name)
  }
  return lines.join(',\n          ')
}
const fieldsWidth = 68

const isCrawl = ({ all }: Operation): boolean => all?.path.endsWith('/search') === true

function targetsOf(operation: Operation): readonly string[] {
  const { verb, one, current, all } = operation
  if (verb === 'search') return ['[FIELD=VALUE...]']
  if (!one) return []
  const name = [paramOf(one), ...(current ? [callerItself] : [])].join('|')
  return [all ? `[${name}]` : `<${name}>`]
}

function wordsOf({ verb }: Operation, word: unknown): readonly [target: string | undefined, tests: readonly string[]] {
  if (verb === 'search') return [undefined, Array.isArray(word) ? word.map(String) : []]
  return [typeof word === 'string' ? word : undefined, []]
}

function optionsOf(operation: Operation): readonly Option[] {
  const endpoint = operation.one ?? operation.all
  if (!endpoint) return []
  const isList = isCrawl(operation)
  const fields = operation.body ? [] : flagFieldsOf(endpoint).filter(({ name }) => !isList || isPaging(name))
  const own = [
    ...(takesPassword(endpoint) && !operation.body
      ? [new Option('--password-file <FILE>', 'its first line is the password; - is standard input')]
      : []),
    ...(takesBody(endpoint) && !operation.body && operation.verb !== 'list'
      ? [new Option('--body <FILE>', 'JSON as the API takes it, under the flags; - is standard input')]
      : []),
    ...(endpoint.secret
      ? [
          new Option('--secret-file <FILE>', 'a new file that gets the secret, readable by you only'),
          new Option('--show-secret', 'print the secret'),
        ]
      : []),
    ...(operation.asks ? [new Option('--yes', 'it is meant: do not ask')] : []),
  ]
  const settings = settingsOf(operation.noun).map(([, definition]) => new Option(...optionText(definition)))
  return [
    ...fields.map((field) => fieldOption(field).helpGroup('Fields:')),
    ...own,
    ...settings.map((option) => option.helpGroup('Manager:')),
  ]
}

const isPaging = (name: string): boolean => name === 'maxItems' || name === 'newestFirst'

const placeholders: Readonly<Record<Field['kind'], string>> = {
  text: 'TEXT',
  choice: 'TEXT',
  flag: 'true|false',
  number: 'NUMBER',
  moment: 'MOMENT',
  list: 'A,B,…',
  structure: 'JSON',
  password: 'TEXT',
}

function fieldOption({ name, kind, isRequired, choices, ofNumbers }: Field): Option {
  const notes = [
    ...(kind === 'moment' ? [`${allowedMoment}; 0 for none`] : []),
    ...(choices.length > 0 && kind !== 'flag' ? [`one of ${choices.join(', ')}`] : []),
    ...(kind === 'list' && ofNumbers ? ['numbers'] : []),
    ...(name === 'maxItems' ? ['how many at most'] : []),
    ...(isRequired ? ['needed'] : []),
  ]
  return new Option(`--${name} <${placeholders[kind]}>`, notes.join('; '))
}

function givenIn(flags: Flags, operation: Operation, tests: readonly string[]): Given {
  const endpoint = operation.one ?? operation.all
  const names = endpoint ? flagFieldsOf(endpoint).map(({ name }) => name) : []
  const textOf = (name: string) => (typeof flags[name] === 'string' ? flags[name] : undefined)
  return {
    fields: pick(
      flags,
      names.map((name) => [name]),
    ),
    tests,
    body: textOf('body'),
    passwordFile: textOf('passwordFile'),
    secretFile: textOf('secretFile'),
    showSecret: flags['showSecret'] === true,
    yes: flags['yes'] === true,
  }
}

function pick<Name extends string>(flags: Flags, names: readonly (readonly [Name, ...unknown[]])[]) {
  const given = names.flatMap(([name]) => {
    const value = flags[name]
    return typeof value === 'string' ? [[name, value] as const] : []
  })
  // Only names that were asked for, each with its text.
  return Object.fromEntries(given) as Partial<Record<Name, string>> & Record<string, string>
}
