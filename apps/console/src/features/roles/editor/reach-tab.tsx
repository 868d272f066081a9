import { ChoiceGroup } from '../../../ui/choice-group.tsx'
import { TextField } from '../../../ui/text-field.tsx'
import { toggled } from '../feature-level.ts'
import { rightsOf, type CatalogRight } from '../rights-catalog.ts'
import { labelOf, nameOf } from '../role-names.ts'
import { reasonAgainst, type Editing } from './editing.ts'
import styles from './editor.module.css'
import { RightBox } from './right-box.tsx'

interface ReachTabProps {
  readonly editing: Editing
  readonly what: keyof typeof reaches
  readonly granterReachesAll: boolean
}

const reaches = {
  computers: {
    feature: 'computerRights',
    all: 'allComputers',
    lists: ['computerIDs', 'computerGroupIDs'],
    grid: ['canEditComputerProperties', 'canDeleteComputers', 'canDismissAlerts', 'canTagComputers'],
  },
  policies: {
    feature: 'policyRights',
    all: 'allPolicies',
    lists: ['policyIDs'],
    grid: ['canEditPolicyProperties', 'canDeletePolicies'],
  },
} as const

/** Computers or policies: which of them, what may be done with those, and what besides. */
export function ReachTab({ editing, what, granterReachesAll }: ReachTabProps) {
  const { form, set, known, readOnly, errorOf, messages } = editing
  const { feature, all, lists, grid } = reaches[what]
  const rights = rightsOf(feature).filter(({ path }) => known.has(path))
  const isInGrid = ({ path }: CatalogRight) => grid.some((leaf) => path.endsWith(`.${leaf}`))
  const inGrid = grid.flatMap((leaf) => rights.filter(({ path }) => path.endsWith(`.${leaf}`)))
  const name = messages[`feature.${feature}`]
  return (
    <>
      <ChoiceGroup
        label={name}
        value={form[all] ? 'all' : 'selected'}
        disabled={readOnly}
        choices={[
          {
            value: 'all',
            label: messages[all],
            reason: granterReachesAll || form[all] ? undefined : messages.reachNotYours,
          },
          { value: 'selected', label: messages[`${what}.selected`] },
        ]}
        onChange={(value) => set({ [all]: value === 'all' })}
      />
      {!form[all] &&
        lists.map((list) => (
          <TextField
            key={list}
            label={messages[list]}
            help={messages[`${list}.help`]}
            error={errorOf(list)}
            value={form[list]}
            readOnly={readOnly}
            inputMode="numeric"
            autoComplete="off"
            onChange={(event) => set({ [list]: event.target.value })}
          />
        ))}
      <div className={styles['scroll']}>
        <table className={styles['grid']}>
          <thead>
            <tr>
              <th scope="col">{name}</th>
              <th scope="col">{messages['verb.view']}</th>
              {inGrid.map((right) => (
                <th key={right.path} scope="col">
                  {labelOf(right, messages)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            <tr>
              <th scope="row">{form[all] ? messages[all] : messages[`${what}.selected`]}</th>
              <td>
                <input
                  type="checkbox"
                  checked
                  disabled
                  aria-label={messages['verb.view']}
                  title={messages.viewComesAlong}
                />
              </td>
              {inGrid.map((right) => (
                <td key={right.path}>
                  <input
                    type="checkbox"
                    aria-label={labelOf(right, messages)}
                    title={reasonAgainst(editing, right.path)}
                    checked={form.rights.has(right.path)}
                    disabled={readOnly || reasonAgainst(editing, right.path) !== undefined}
                    onChange={(event) => set({ rights: toggled(form.rights, right.path, event.target.checked) })}
                  />
                </td>
              ))}
            </tr>
          </tbody>
        </table>
      </div>
      <p className={styles['note']}>{messages.viewComesAlong}</p>
      <fieldset className={styles['boxes']}>
        <legend>{messages.besides}</legend>
        {rights
          .filter((right) => !isInGrid(right))
          .map((right) => (
            <RightBox
              key={right.path}
              editing={editing}
              right={right}
              label={'verb' in right.label ? nameOf(right, messages) : labelOf(right, messages)}
            />
          ))}
      </fieldset>
    </>
  )
}
