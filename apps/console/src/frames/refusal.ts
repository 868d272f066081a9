import { useState } from 'react'
import { CallError } from '../lib/client.ts'

export interface FieldRefusal {
  readonly field: string
  /** Undefined once something else stands in the field. */
  readonly message: string | undefined
}

/** What the server said about one of the form's fields; undefined where it said something else, which is told above the form. */
export function useFieldRefusal(
  error: Error | null,
  values: Readonly<Record<string, unknown>>,
): FieldRefusal | undefined {
  const [refused, setRefused] = useState<{ readonly error: Error; readonly value: unknown }>()
  const field = error instanceof CallError ? error.field : undefined
  if (!error || field === undefined || !Object.hasOwn(values, field)) return undefined
  const value = values[field]
  if (refused?.error !== error) setRefused({ error, value })
  else if (refused.value !== value) return { field, message: undefined }
  // At its field the name is told already; what is left of the sentence begins as one.
  const message = error.message.replace(new RegExp(`^${field}: (.)`), (_, first: string) => first.toUpperCase())
  return { field, message }
}

/** It was deleted after the list of roles was read. */
export const saysRoleGone = ({ field, message }: FieldRefusal): boolean =>
  field === 'roleID' && message !== undefined && /\bno role\b/i.test(message)
