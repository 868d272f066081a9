import { ComparedTable } from '../../frames/compared-table.tsx'
import { useAdministrationSpeech, type AllMessages } from '../../messages/administration.ts'
import type { ComparedProperty, Difference } from './role-differences.ts'
import { nameOf } from './role-names.ts'

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
  const rows = differences.map(({ property, ...values }) =>
    typeof property === 'string'
      ? { id: property, name: messages[propertyNames[property]], ...values }
      : { id: property.path, name: nameOf(property, messages), ...values },
  )
  return <ComparedTable rows={rows} a={a} b={b} />
}
