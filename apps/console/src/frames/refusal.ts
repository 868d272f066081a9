import { CallError } from '../lib/client.ts'

export interface FieldRefusal {
  readonly field: string
  readonly message: string
}

/** What the server said about one of the form's fields; undefined where it said something else, which is told above the form. */
export function fieldRefusal(error: Error | null, fields: readonly string[]): FieldRefusal | undefined {
  if (!(error instanceof CallError) || error.field === undefined || !fields.includes(error.field)) return undefined
  // At its field the name is told already; what is left of the sentence begins as one.
  const message = error.message.replace(new RegExp(`^${error.field}: (.)`), (_, first: string) => first.toUpperCase())
  return { field: error.field, message }
}

/** It was deleted after the list of roles was read. */
export const saysRoleGone = ({ field, message }: FieldRefusal): boolean =>
  field === 'roleID' && /\bno role\b/i.test(message)
