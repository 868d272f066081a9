import type { ApiKey } from '@latchkey/contract'
import { useWindowSpeech } from '../../../messages/windows.ts'
import { Banner } from '../../../ui/banner.tsx'
import { Button } from '../../../ui/button.tsx'
import type { ComparedField } from '../differences.ts'
import { useFieldText } from '../use-field-text.ts'
import { momentOf, type KeyForm } from './key-form.ts'
import styles from './window.module.css'

interface MeanwhileProps {
  readonly fields: readonly ComparedField[]
  readonly form: KeyForm
  readonly now: ApiKey
  readonly onTake: () => void
}

/** What somebody else changed while the window was open, beside what stands here; OK sends what stands here. */
export function Meanwhile({ fields, form, now, onTake }: MeanwhileProps) {
  const { messages } = useWindowSpeech()
  const { nameOf, valueOf } = useFieldText()
  const mine = { ...form, expiryDate: momentOf(form) }
  return (
    <Banner tone="warning">
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
              <th scope="row">{nameOf(field)}</th>
              <td>{valueOf(field, mine[field])}</td>
              <td>{valueOf(field, now[field])}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <Button onClick={onTake}>{messages.takeTheirs}</Button>
    </Banner>
  )
}
