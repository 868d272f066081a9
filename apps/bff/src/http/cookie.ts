import { Refusal } from '@latchkey/contract'
import type { FastifyReply, FastifyRequest } from 'fastify'

const tokenPattern = /^[A-Za-z0-9_-]{43}$/
const attributes = { path: '/', secure: true, httpOnly: true, sameSite: 'strict' } as const

/** The token of this request, from exactly one cookie of exactly our name; anything else is no token. */
export function tokenOf(request: FastifyRequest, name: string): string | undefined {
  // Only the blank is left away: browsers let other white space through in front of a name whose prefix they guard.
  const given = (request.headers.cookie ?? '')
    .split(';')
    .map((part) => part.replace(/^ +| +$/g, ''))
    .filter((part) => part.startsWith(`${name}=`))
  if (given.length > 1) throw new Refusal(400, 'The session cookie stands twice.')
  const value = given[0]?.slice(name.length + 1)
  return value !== undefined && tokenPattern.test(value) ? value : undefined
}

export const giveToken = (reply: FastifyReply, name: string, token: string): void =>
  void reply.setCookie(name, token, attributes)
export const takeToken = (reply: FastifyReply, name: string): void => void reply.clearCookie(name, attributes)
