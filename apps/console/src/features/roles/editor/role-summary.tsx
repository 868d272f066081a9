import { CircleAlert, Info } from 'lucide-react'
import type { AllMessages } from '../../../messages/administration.ts'
import type { Rights } from '../feature-level.ts'
import type { FeatureName } from '../rights-catalog.ts'
import type { RoleForm } from '../role-form.ts'
import { labelOf } from '../role-names.ts'
import { impliedBy, lacksOf, wordsOf } from '../role-words.ts'
import styles from './editor.module.css'

interface RoleSummaryProps {
  readonly form: RoleForm
  readonly known: Rights
  readonly messages: AllMessages
}

/** What the role may do, in words, beside the boxes: what it brings along, and what it lacks to be of use. */
export function RoleSummary({ form, known, messages }: RoleSummaryProps) {
  const { full, view, part } = wordsOf(form.rights, known)
  const lacks = lacksOf(form)
  const implied = impliedBy(form.rights)
  const listed = (names: readonly FeatureName[]) =>
    names.map((name) => messages[`feature.${name}`]).join(messages.listSeparator)
  return (
    <section className={styles['summary']} aria-label={messages.mayDo} aria-live="polite">
      <h2 className={styles['summaryTitle']}>{messages.mayDo}</h2>
      <p>{form.allComputers ? messages.seesAllComputers : messages.seesSomeComputers}</p>
      <p>{form.allPolicies ? messages.seesAllPolicies : messages.seesSomePolicies}</p>
      <dl className={styles['words']}>
        {full.length > 0 && (
          <div>
            <dt>{messages.mayEverything}</dt>
            <dd>{listed(full)}</dd>
          </div>
        )}
        {view.length > 0 && (
          <div>
            <dt>{messages.mayView}</dt>
            <dd>{listed(view)}</dd>
          </div>
        )}
        {part.map(({ feature, rights }) => (
          <div key={feature}>
            <dt>{messages[`feature.${feature}`]}</dt>
            <dd>{rights.map((right) => labelOf(right, messages)).join(messages.listSeparator)}</dd>
          </div>
        ))}
      </dl>
      {full.length + view.length + part.length === 0 && <p>{messages.mayNothingElse}</p>}
      {implied.map((implication) => (
        <p key={implication} className={styles['implied']}>
          <Info size={16} aria-hidden /> {messages[implication]}
        </p>
      ))}
      {lacks.map((lack) => (
        <p key={'feature' in lack ? lack.feature : lack.what} className={styles['lack']}>
          <CircleAlert size={16} aria-hidden />{' '}
          {lack.what === 'unseen'
            ? messages.lackUnseen(messages[`feature.${lack.feature}`])
            : messages[`lack.${lack.what}`]}
        </p>
      ))}
    </section>
  )
}
