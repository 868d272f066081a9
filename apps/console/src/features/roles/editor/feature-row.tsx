import { useId, useState } from 'react'
import { levelOf, withLevel, type Level } from '../feature-level.ts'
import type { Feature } from '../rights-catalog.ts'
import { labelOf } from '../role-names.ts'
import type { Editing } from './editing.ts'
import styles from './editor.module.css'
import { LevelRadios } from './level-radios.tsx'
import { RightBox } from './right-box.tsx'

interface FeatureRowProps {
  readonly feature: Feature
  readonly editing: Editing
}

/** Full, View-Only, Hide or Custom; Custom opens a box for each right. */
export function FeatureRow({ feature, editing }: FeatureRowProps) {
  const { form, set, known, messages } = editing
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
      <LevelRadios labelledBy={id} rights={rights} editing={editing} shown={shown} onChoose={choose} />
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
