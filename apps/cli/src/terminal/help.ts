import { allSettings, variableOf, type SettingDefinition } from '../setting-table.ts'

const flagOf = ({ flag, value }: SettingDefinition): string =>
  value === undefined ? `--${flag}` : `--${flag} ${value}`

function described(definition: SettingDefinition): string {
  const { help, standard, commands } = definition
  const notes = [`variable ${variableOf(definition)}`, ...(standard === undefined ? [] : [`default ${standard}`])]
  return `  ${flagOf(definition)}\n      ${help}\n      ${notes.join(', ')}; for ${commands.join(', ')}`
}

/** The end of --help: every setting with its variable and its default. */
export const settingsHelp = (): string =>
  [
    '',
    'Settings (a flag wins over its variable):',
    ...allSettings().map(([, definition]) => described(definition)),
    '',
  ].join('\n')

export const optionText = (definition: SettingDefinition): readonly [flags: string, description: string] => {
  const flags = definition.value === undefined ? `--${definition.flag}` : `--${definition.flag} <${definition.value}>`
  const standard = definition.standard === undefined ? '' : `, default ${definition.standard}`
  return [flags, `${definition.help} (${variableOf(definition)}${standard})`]
}
