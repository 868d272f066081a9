import { Refusal } from '@latchkey/contract'
import type { FastifyRequest } from 'fastify'
import { isLoopback } from './addresses.ts'

/** Setting up is for whoever sits at the machine; behind a proxy that is trusted, its word counts. */
export function refuseDistant({ ip }: Pick<FastifyRequest, 'ip'>): void {
  if (!isLoopback(ip))
    throw new Refusal(
      403,
      'Setting up is possible on the machine itself only: open the link there, or use latchkey init.',
    )
}
