import type { RightPath } from '@latchkey/contract/rights'
import type { AllMessages } from '../../../messages/administration.ts'
import type { Rights } from '../feature-level.ts'
import type { RoleFault, RoleField, RoleForm } from '../role-form.ts'

/** What every tab of the editor is given. */
export interface Editing {
  readonly form: RoleForm
  readonly set: (part: Partial<RoleForm>) => void
  /** The rights this manager knows. */
  readonly known: Rights
  /** Those whoever edits may give. */
  readonly toGive: Rights
  readonly readOnly: boolean
  readonly errorOf: (field: RoleField) => string | undefined
  readonly messages: AllMessages
}

/** Why a right cannot be given: nobody gives what they do not hold. One that is held already can be taken away. */
export const reasonAgainst = ({ toGive, form, messages }: Editing, path: RightPath): string | undefined =>
  toGive.has(path) || form.rights.has(path) ? undefined : messages.notYours

export function faultText(messages: AllMessages, fault: RoleFault, lengthMax: number): string {
  if (fault === 'tooLong') return messages.tooLong(String(lengthMax))
  return fault === 'nameGiven' ? messages.roleNameGiven : messages.IDsOnly
}
