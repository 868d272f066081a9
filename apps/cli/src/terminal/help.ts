import type { HelpConfiguration } from 'commander'
import { isNoun } from '../api/nouns.ts'
import { allSettings, variableOf, type SettingDefinition } from '../setting-table.ts'

const flagOf = ({ flag, value }: SettingDefinition): string =>
  value === undefined ? `--${flag}` : `--${flag} ${value}`

function described(definition: SettingDefinition): string {
  const { help, standard, commands } = definition
  const notes = [`variable ${variableOf(definition)}`, ...(standard === undefined ? [] : [`default ${standard}`])]
  return `  ${flagOf(definition)}\n      ${help}\n      ${notes.join(', ')}; for ${takersIn(commands)}`
}

// One word for all that work through the API.
const takersIn = (commands: SettingDefinition['commands']): string =>
  [...new Set(commands.map((name) => (isNoun(name) ? 'what works through the API' : name)))].join(', ')

/** The end of --help: every setting with its variable and its default. */
export const settingsHelp = (): string =>
  [
    '',
    'Settings (a flag wins over its variable):',
    ...allSettings().map(([, definition]) => described(definition)),
    '',
  ].join('\n')

const termWidthMax = 30

/** Lines that fit, and beside a long term none: its description stands below it. */
export const helpLook: HelpConfiguration = {
  subcommandTerm: (command) =>
    `${command.name()} ${command.usage().replace(/^\[options\] ?(\[command\])?/, '')}`.trimEnd(),
  padWidth: (command, helper) =>
    Math.min(
      termWidthMax,
      Math.max(
        helper.longestOptionTermLength(command, helper),
        helper.longestSubcommandTermLength(command, helper),
        helper.longestArgumentTermLength(command, helper),
      ),
    ),
  formatItem: (term, width, description, helper) => {
    const indent = ' '.repeat(width + 4)
    const text = helper.boxWrap(description, (helper.helpWidth ?? 80) - indent.length).replaceAll('\n', `\n${indent}`)
    const head = term.length > width ? `  ${term}\n${indent}` : `  ${term.padEnd(width)}  `
    return (text === '' ? `  ${term}` : head + text).trimEnd()
  },
}

export const optionText = (definition: SettingDefinition): readonly [flags: string, description: string] => {
  const flags = definition.value === undefined ? `--${definition.flag}` : `--${definition.flag} <${definition.value}>`
  const standard = definition.standard === undefined ? '' : `, default ${definition.standard}`
  return [flags, `${definition.help} (${variableOf(definition)}${standard})`]
}
