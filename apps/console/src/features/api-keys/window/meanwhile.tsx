import type { ApiKey, Role } from '@latchkey/contract'
import { useWindowSpeech } from '../../../messages/windows.ts'
import { useFormats } from '../../../messages/use-formats.ts'
import { Banner } from '../../../ui/banner.tsx'
import { Button } from '../../../ui/button.tsx'
import { type ComparedField } from '../differences.ts'
import { momentOf, type KeyForm } from './key-form.ts'
import styles from './window.module.css'

interface MeanwhileProps {
  readonly fields: readonly ComparedField[]
  readonly form: KeyForm
  readonly now: ApiKey
  readonly roles: readonly Role[]
  readonly onTake: () => void
}

/** The name of a field as the window has it. */
export const fieldMessage = {
  keyName: 'name',
  description: 'description',
  roleID: 'role',
  locale: 'language',
  timeZone: 'timeZone',
  active: 'lockedOut',
  expiryDate: 'expires',
} as const satisfies Record<ComparedField, string>

/** What somebody else changed while the window was open, beside what stands here; OK sends what stands here. */
export function Meanwhile({ fields, form, now, roles, onTake }: MeanwhileProps) {
  const { messages } = useWindowSpeech()
  const { dateTimeIn, timeZone } = useFormats()
  const mine = { ...form, expiryDate: momentOf(form) }
  const text = (field: ComparedField, value: string | number | boolean | undefined): string => {
    if (field === 'roleID') return roles.find(({ ID }) => ID === value)?.name ?? String(value)
    if (field === 'active') return value === true ? '–' : '✓'
    if (field === 'expiryDate') return typeof value === 'number' ? (dateTimeIn(value, timeZone) ?? '') : messages.never
    return String(value)
  }
  return (
    <Banner tone="warning" action={<Button onClick={onTake}>{messages.takeTheirs}</Button>}>
      <p>{messages.meanwhile}</p>
      <table className={styles['compare']}>
        <thead>
          <tr>
            <th scope="col">{messages.properties}</th>
            <th scope="col">{messages.meanwhileMine}</th>
            <th scope="col">{messages.meanwhileTheirs}</th>
          </tr>
        </thead>
        <tbody>
          {fields.map((field) => (
            <tr key={field}>
              <th scope="row">{messages[fieldMessage[field]]}</th>
              <td>{text(field, mine[field])}</td>
              <td>{text(field, now[field])}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Banner>
  )
}
