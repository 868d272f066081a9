import { levels } from '../feature-level.ts'
import { otherFeatures } from '../rights-catalog.ts'
import type { Editing } from './editing.ts'
import styles from './editor.module.css'
import { ModuleRows } from './module-rows.tsx'

export function OtherRightsTab({ editing }: { readonly editing: Editing }) {
  const { known, messages } = editing
  const modules = Map.groupBy(
    otherFeatures.filter(({ rights }) => rights.some(({ path }) => known.has(path))),
    ({ module }) => module,
  )
  return (
    <div className={styles['features']}>
      <p className={styles['note']}>{messages.levelsHelp}</p>
      <div className={styles['levels']} aria-hidden>
        {levels.map((level) => (
          <span key={level}>{messages[`level.${level}`]}</span>
        ))}
      </div>
      {[...modules].map(([module, features]) => (
        <ModuleRows key={module} name={messages[`module.${module}`]} features={features} editing={editing} />
      ))}
    </div>
  )
}
