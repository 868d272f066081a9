import { findRights } from '../find-rights.ts'
import { alsoCalled, nameOf } from '../role-names.ts'
import type { Editing } from './editing.ts'
import styles from './editor.module.css'
import { RightBox } from './right-box.tsx'

/** Every right that was looked for, wherever it stands. */
export function RightsSearch({ editing, q }: { readonly editing: Editing; readonly q: string }) {
  const { known, messages } = editing
  const found = findRights(q, known, (right) => `${nameOf(right, messages)}\n${alsoCalled(right, messages)}`)
  return (
    <fieldset className={styles['boxes']}>
      <legend role="status">{messages.rightsFound(String(found.length))}</legend>
      {found.map((right) => (
        <RightBox key={right.path} editing={editing} right={right} label={nameOf(right, messages)} />
      ))}
    </fieldset>
  )
}
