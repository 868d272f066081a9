import { useAdministrationSpeech, type AllMessages } from '../../messages/administration.ts'
import type { ComparedProperty, Difference } from './role-differences.ts'
import { nameOf } from './role-names.ts'
import styles from './roles.module.css'

interface DifferencesTableProps {
  readonly differences: readonly Difference[]
  readonly a: string
  readonly b: string
}

const propertyNames = {
  name: 'name',
  description: 'description',
  allowUserInterface: 'allowUserInterface',
  allowWebService: 'allowWebService',
  allComputers: 'allComputers',
  computerIDs: 'computerIDs',
  computerGroupIDs: 'computerGroupIDs',
  allPolicies: 'allPolicies',
  policyIDs: 'policyIDs',
  canOnlyManipulateUsersWithEqualOrLesserRights: 'onlyEqualOrLesser',
} as const satisfies Record<ComparedProperty, keyof AllMessages>

export function DifferencesTable({ differences, a, b }: DifferencesTableProps) {
  const { messages } = useAdministrationSpeech()
  const text = (value: string | boolean) =>
    typeof value === 'boolean' ? (value ? messages.yes : messages.no) : value || '–'
  return (
    <div className={styles['scroll']}>
      <table className={styles['table']}>
        <thead>
          <tr>
            <th scope="col">{messages.difference}</th>
            <th scope="col">{a}</th>
            <th scope="col">{b}</th>
          </tr>
        </thead>
        <tbody>
          {differences.map(({ property, ...values }) => {
            const name = typeof property === 'string' ? messages[propertyNames[property]] : nameOf(property, messages)
            return (
              <tr key={typeof property === 'string' ? property : property.path}>
                <th scope="row">{name}</th>
                <td className={values.a === false ? styles['quiet'] : undefined}>{text(values.a)}</td>
                <td className={values.b === false ? styles['quiet'] : undefined}>{text(values.b)}</td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}
