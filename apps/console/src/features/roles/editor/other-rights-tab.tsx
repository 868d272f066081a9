import { useAdministrationSpeech } from '../../../messages/administration.ts'
import { otherFeatures } from '../rights-catalog.ts'
import type { Editing } from './editing.ts'
import styles from './editor.module.css'
import { FeatureRow } from './feature-row.tsx'
import { levels } from '../feature-level.ts'

export function OtherRightsTab({ editing }: { readonly editing: Editing }) {
  const { known, messages } = editing
  const { language } = useAdministrationSpeech()
  const { compare } = new Intl.Collator(language)
  const modules = Map.groupBy(
    otherFeatures.filter(({ rights }) => rights.some(({ path }) => known.has(path))),
    ({ module }) => module,
  )
  return (
    <div className={styles['features']}>
      <div className={styles['levels']} aria-hidden>
        {levels.map((level) => (
          <span key={level}>{messages[`level.${level}`]}</span>
        ))}
      </div>
      {[...modules].map(([module, rows]) => (
        <section key={module} aria-label={messages[`module.${module}`]}>
          <h2 className={styles['module']}>{messages[`module.${module}`]}</h2>
          {rows
            .toSorted((a, b) => compare(messages[`feature.${a.name}`], messages[`feature.${b.name}`]))
            .map((feature) => (
              <FeatureRow key={feature.name} feature={feature} editing={editing} />
            ))}
        </section>
      ))}
    </div>
  )
}
