import type { ApiKey } from '@latchkey/contract'
import { useWindowSpeech } from '../../messages/windows.ts'
import { useFormats } from '../../messages/use-formats.ts'
import type { ComparedField } from './differences.ts'
import { useRoleNames } from './use-api-keys.ts'

/** The name of a field as the window has it. */
const fieldMessage = {
  keyName: 'name',
  description: 'description',
  roleID: 'role',
  locale: 'language',
  timeZone: 'timeZone',
  active: 'lockedOut',
  expiryDate: 'expires',
} as const satisfies Record<ComparedField, string>

/** What two readings of a key differ in, in words. */
export function useFieldText() {
  const { messages } = useWindowSpeech()
  const { dateTimeIn, timeZone } = useFormats()
  const roleNames = useRoleNames()
  const nameOf = (field: ComparedField): string => messages[fieldMessage[field]]
  const valueOf = (field: ComparedField, value: string | number | boolean | undefined): string => {
    if (field === 'roleID') return roleNames.get(Number(value)) ?? String(value ?? '')
    if (field === 'active') return value === true ? messages.no : messages.yes
    if (field === 'expiryDate') return typeof value === 'number' ? (dateTimeIn(value, timeZone) ?? '') : messages.never
    return String(value ?? '')
  }
  const changeOf = (field: ComparedField, before: ApiKey, now: ApiKey): string =>
    `${nameOf(field)}: ${valueOf(field, before[field])} → ${valueOf(field, now[field])}`
  const changesOf = (fields: readonly ComparedField[], before: ApiKey, now: ApiKey): string =>
    messages.changedMeanwhile(fields.map((field) => changeOf(field, before, now)).join(', '))
  return { nameOf, valueOf, changesOf }
}
