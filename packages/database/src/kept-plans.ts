import { hash } from 'node:crypto'
import { Conflict } from './errors.ts'

type Query = (text: string, values: readonly unknown[]) => Promise<unknown>
type NamedQuery = (statement: { name: string; text: string; values: unknown[] }) => Promise<unknown>

const keptMax = 500
const inFailedTransaction = '25P02'
// A table has changed under the plan, or a pooler has handed us another server's connection.
const planGone = new Set(['0A000', '26000', '42P05'])

// The same few hundred statements come again and again, and planning one costs more than running it.
const names = new Map<string, string>()

/** Asks by name, so that the server keeps the plan of what it is asked often; a connection where that fails goes on without. */
export function keepingPlans(unnamed: Query, named: NamedQuery): Query {
  let keeps = true
  return async (text, values) => {
    const name = keeps && values.length > 0 ? nameOf(text) : undefined
    if (name === undefined) return await unnamed(text, values)
    try {
      return await named({ name, text, values: [...values] })
    } catch (error) {
      if (!planGone.has(codeOf(error))) throw error
      keeps = false
      return await unnamed(text, values).catch((again: unknown) => {
        throw codeOf(again) === inFailedTransaction ? new Conflict('A kept plan was gone.', error) : again
      })
    }
  }
}

function nameOf(text: string): string | undefined {
  const known = names.get(text)
  if (known !== undefined || names.size >= keptMax) return known
  // Behind a pooler other processes leave their plans on the same connection: one name must not mean two statements.
  const name = `latchkey_${hash('sha256', text, 'base64url')}`
  names.set(text, name)
  return name
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''
