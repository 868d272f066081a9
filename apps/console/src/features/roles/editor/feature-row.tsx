import { useId, useState } from 'react'
import { hasViewOnly, levelOf, levels, withLevel, type Level } from '../feature-level.ts'
import type { CatalogRight, Feature } from '../rights-catalog.ts'
import { labelOf } from '../role-names.ts'
import { reasonAgainst, type Editing } from './editing.ts'
import styles from './editor.module.css'
import { RightBox } from './right-box.tsx'

interface FeatureRowProps {
  readonly feature: Feature
  readonly editing: Editing
}

/** Full, View-Only, Hide or Custom; Custom opens a box for each right. */
export function FeatureRow({ feature, editing }: FeatureRowProps) {
  const { form, set, known, readOnly, messages } = editing
  const id = useId()
  const rights = feature.rights.filter(({ path }) => known.has(path))
  const level = levelOf(rights, form.rights)
  const [isOpen, setOpen] = useState(level === 'custom')
  const shown: Level = isOpen ? 'custom' : level
  const choose = (next: Level) => {
    setOpen(next === 'custom')
    set({ rights: withLevel(rights, form.rights, next) })
  }
  const name = messages[`feature.${feature.name}`]
  return (
    <div className={styles['feature']}>
      <span id={id} className={styles['featureName']}>
        {name}
      </span>
      <div role="radiogroup" aria-labelledby={id} className={styles['levels']}>
        {levels.map((choice) => {
          const reason = reasonAgainstLevel(editing, rights, choice)
          return (
            <label key={choice} className={styles['level']} title={reason}>
              <input
                type="radio"
                name={`${id}-level`}
                checked={choice === shown}
                disabled={readOnly || reason !== undefined}
                onChange={() => choose(choice)}
              />
              <span className={styles['levelName']}>{messages[`level.${choice}`]}</span>
            </label>
          )
        })}
      </div>
      {(shown === 'custom' || level === 'custom') && (
        <fieldset className={styles['custom']}>
          <legend className={styles['unseen']}>{name}</legend>
          {rights.map((right) => (
            <RightBox key={right.path} editing={editing} right={right} label={labelOf(right, messages)} />
          ))}
        </fieldset>
      )}
    </div>
  )
}

function reasonAgainstLevel(editing: Editing, rights: readonly CatalogRight[], level: Level): string | undefined {
  if (level === 'hide' || level === 'custom') return undefined
  if (level === 'view' && !hasViewOnly(rights)) return editing.messages.noViewOnly
  const taken = level === 'full' ? rights : rights.filter(({ isView }) => isView)
  return taken.map(({ path }) => reasonAgainst(editing, path)).find((reason) => reason !== undefined)
}
