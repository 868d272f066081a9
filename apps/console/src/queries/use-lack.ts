import type { RightPath } from '@latchkey/contract'
import { useSuspenseQuery } from '@tanstack/react-query'
import { rightOf } from '../lib/rights.ts'
import { sessionQueries } from './session-queries.ts'

interface Lack {
  readonly roleName: string | undefined
}

/** Whose role surely has not this right; undefined where it has, or only the manager knows. */
export function useLack(right: RightPath): Lack | undefined {
  const { data: session } = useSuspenseQuery(sessionQueries.current())
  return rightOf(session, right) === 'missing' ? { roleName: session.role?.name } : undefined
}
