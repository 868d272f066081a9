import { useQuery } from '@tanstack/react-query'
import { beyond } from '../../lib/grants.ts'
import { useAdministrationSpeech } from '../../messages/administration.ts'
import { useOwnRole } from '../../queries/own-role.ts'
import { roleQueries } from '../../queries/role-queries.ts'
import { Button } from '../../ui/button.tsx'
import { SelectBox } from '../../ui/text-field.tsx'
import styles from './users.module.css'

interface RoleChoiceProps {
  readonly value: number | undefined
  readonly error: string | undefined
  readonly readOnly: boolean
  /** Why it cannot be changed now. */
  readonly reason?: string | undefined
  /** Absent for whoever may not make roles. */
  readonly onMake: (() => void) | undefined
  readonly onChange: (roleID: number) => void
}

/** Roles that go beyond one's own stand there, and cannot be chosen. */
export function RoleChoice({ value, error, readOnly, reason, onMake, onChange }: RoleChoiceProps) {
  const { messages } = useAdministrationSpeech()
  const { data: roles } = useQuery(roleQueries.list())
  const { ownRole } = useOwnRole()
  const known = roles ?? (ownRole ? [ownRole] : [])
  const options = known.toSorted((a, b) => a.name.localeCompare(b.name))
  return (
    <div className={styles['roleLine']}>
      <SelectBox
        label={messages.role}
        error={error}
        value={value ?? ''}
        disabled={readOnly || reason !== undefined}
        help={reason ?? (readOnly || ownRole === undefined ? undefined : messages.roleChoiceHelp)}
        onChange={(event) => onChange(Number(event.target.value))}
      >
        {value === undefined && <option value="">–</option>}
        {value !== undefined && !known.some(({ ID }) => ID === value) && (
          <option value={value}>{messages.unavailable}</option>
        )}
        {options.map((role) => (
          <option key={role.ID} value={role.ID} disabled={role.ID !== value && beyond(ownRole, role).length > 0}>
            {role.name}
          </option>
        ))}
      </SelectBox>
      {!readOnly && reason === undefined && onMake && <Button onClick={onMake}>{messages.newRoleEllipsis}</Button>}
    </div>
  )
}
