import type { Role } from '@latchkey/contract'
import { folded } from '../../../lib/folded.ts'
import { useWindowSpeech } from '../../../messages/windows.ts'
import { useFormats } from '../../../messages/use-formats.ts'
import { ComboBox, type Option } from '../../../ui/combo-box.tsx'

interface RoleFieldProps {
  readonly roles: readonly Role[]
  readonly value: number | undefined
  readonly error: string | undefined
  readonly readOnly: boolean
  /** Opens the editor of roles, and comes back with a new one. */
  readonly onMake: (() => void) | undefined
  readonly onChange: (roleID: number) => void
}

/** Auditor and Full Access first, as in the original, then the others; each with what it may do. */
export function RoleField({ roles, value, error, readOnly, onMake, onChange }: RoleFieldProps) {
  const { messages } = useWindowSpeech()
  const { number } = useFormats()
  const builtIn = new Map([
    ['Auditor', messages.roleBuiltInAuditor],
    ['Full Access', messages.roleBuiltInFull],
  ])
  const detailOf = (role: Role): string => {
    const leaves = leavesOf(role.rights)
    const held = leaves.filter((right) => right).length
    return builtIn.get(role.name) ?? (role.description || messages.roleSummary(number(held), number(leaves.length)))
  }
  const options: readonly Option[] = roles
    .toSorted((a, b) => Number(builtIn.has(b.name)) - Number(builtIn.has(a.name)) || a.name.localeCompare(b.name))
    .map((role) => ({ value: String(role.ID), name: role.name, detail: detailOf(role) }))
  const chosen = roles.find(({ ID }) => ID === value)
  return (
    <ComboBox
      label={messages.role}
      error={error}
      value={value === undefined ? undefined : String(value)}
      valueName={chosen?.name ?? (value === undefined ? '' : String(value))}
      find={(text) => options.filter(({ name }) => folded(name).includes(folded(text.trim())))}
      onChange={(ID) => onChange(Number(ID))}
      emptyText={messages.noOption}
      moreText={(count) => messages.manyMatches(number(count))}
      readOnly={readOnly}
      last={onMake && { name: messages.newRoleEllipsis, onChoose: onMake }}
    />
  )
}

const leavesOf = (rights: Role['rights']): readonly boolean[] =>
  Object.values(rights).flatMap((groups) => Object.values(groups).flatMap((leaves) => Object.values(leaves)))
