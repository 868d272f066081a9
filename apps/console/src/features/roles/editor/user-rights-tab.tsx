import { useState } from 'react'
import { CheckBox } from '../../../ui/check-box.tsx'
import { ChoiceGroup } from '../../../ui/choice-group.tsx'
import { within } from '../feature-level.ts'
import { nameOf } from '../role-names.ts'
import { choiceOf, userRights, userRightsChoices, withChoice } from '../user-rights.ts'
import { reasonAgainst, type Editing } from './editing.ts'
import styles from './editor.module.css'
import { RightBox } from './right-box.tsx'

export function UserRightsTab({ editing }: { readonly editing: Editing }) {
  const { form, set, known, readOnly, messages } = editing
  const now = { rights: form.rights, onlyEqualOrLesser: form.canOnlyManipulateUsersWithEqualOrLesserRights }
  const [isCustom, setCustom] = useState(choiceOf(now) === 'custom')
  const rights = userRights.filter(({ path }) => known.has(path))
  const cannotAll = rights.some(({ path }) => reasonAgainst(editing, path) !== undefined)
  return (
    <>
      <ChoiceGroup
        label={messages.userRights}
        value={isCustom ? 'custom' : choiceOf(now)}
        disabled={readOnly}
        choices={userRightsChoices.map((value) => ({
          value,
          label: messages[`users.${value}`],
          help: messages[`users.${value}.help`],
          reason: cannotAll && (value === 'lesser' || value === 'full') ? messages.notYours : undefined,
        }))}
        onChange={(choice) => {
          setCustom(choice === 'custom')
          const next = withChoice(now, choice)
          set({
            rights: within(next.rights, known),
            canOnlyManipulateUsersWithEqualOrLesserRights: next.onlyEqualOrLesser,
          })
        }}
      />
      {(isCustom || choiceOf(now) === 'custom') && (
        <fieldset className={styles['boxes']}>
          <legend>{messages['level.custom']}</legend>
          {rights.map((right) => (
            <RightBox key={right.path} editing={editing} right={right} label={nameOf(right, messages)} />
          ))}
          <CheckBox
            label={messages.onlyEqualOrLesser}
            checked={form.canOnlyManipulateUsersWithEqualOrLesserRights}
            disabled={readOnly}
            onChange={(on) => set({ canOnlyManipulateUsersWithEqualOrLesserRights: on })}
          />
        </fieldset>
      )}
    </>
  )
}
