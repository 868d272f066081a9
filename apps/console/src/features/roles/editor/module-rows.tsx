import { useId, useState } from 'react'
import { useAdministrationSpeech } from '../../../messages/administration.ts'
import { levelOf, withLevel, type Level } from '../feature-level.ts'
import type { Feature } from '../rights-catalog.ts'
import type { Editing } from './editing.ts'
import styles from './editor.module.css'
import { FeatureRow } from './feature-row.tsx'
import { LevelRadios } from './level-radios.tsx'

interface ModuleRowsProps {
  readonly name: string
  readonly features: readonly Feature[]
  readonly editing: Editing
}

/** The features of one module, with a line over them that sets all at once. */
export function ModuleRows({ name, features, editing }: ModuleRowsProps) {
  const { form, set, known, messages } = editing
  const { language } = useAdministrationSpeech()
  const { compare } = new Intl.Collator(language)
  const id = useId()
  // What was opened by hand is shut again when all of it is set.
  const [timesSet, setTimesSet] = useState(0)
  const rights = features.flatMap((feature) => feature.rights.filter(({ path }) => known.has(path)))
  const choose = (level: Level) => {
    setTimesSet(timesSet + 1)
    set({ rights: withLevel(rights, form.rights, level) })
  }
  return (
    <section aria-label={name}>
      <h2 className={styles['module']}>{name}</h2>
      {features.length > 1 && (
        <div className={styles['feature']}>
          <span id={id} className={styles['all']}>
            {messages.allOfModule(name)}
          </span>
          <LevelRadios
            labelledBy={id}
            rights={rights}
            editing={editing}
            shown={levelOf(rights, form.rights)}
            isCustomTold
            onChoose={choose}
          />
        </div>
      )}
      {features
        .toSorted((a, b) => compare(messages[`feature.${a.name}`], messages[`feature.${b.name}`]))
        .map((feature) => (
          <FeatureRow key={`${feature.name} ${timesSet}`} feature={feature} editing={editing} />
        ))}
    </section>
  )
}
