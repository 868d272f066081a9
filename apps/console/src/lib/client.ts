import { createClient } from '@latchkey/client'
import type { bffEndpoints } from '@latchkey/contract'
import routes from 'virtual:bff-routes'
import { takeFirstAnswer } from './first-answers.ts'
import { noteServerTime } from './server-clock.ts'
import { signedInAgain, untilAbandoned } from './session-watch.ts'

export { CallError } from '@latchkey/client'

const baseUrl = `${location.origin}/bff`

/** Every call carries our header: a page of another site cannot send it. */
export const api = createClient<typeof bffEndpoints>(routes, {
  baseUrl,
  headers: { 'x-csrf': '1' },
  fetch: async (input, init) => {
    const request = new Request(input, init)
    const over = untilAbandoned()
    const first = await takeFirstAnswer(request)
    const response = first?.response ?? (await fetch(request.clone()))
    noteServerTime(response.headers.get('date'), first?.arrived ?? Date.now())
    // To be asked who is signed in, and to sign in or out, is no work that an ended session interrupts.
    if (isAboutSigningIn(request.url)) return response
    if (response.status !== 401) return ofThePerson(response, over)
    await signedInAgain()
    return ofThePerson(await fetch(request), over)
  },
})

/** What comes when somebody else may be there already is nobody's: it would stand in their list. */
function ofThePerson(response: Response, over: AbortSignal): Response {
  over.throwIfAborted()
  return response
}

const isAboutSigningIn = (url: string): boolean => [`${baseUrl}/session`, `${baseUrl}/setup`].includes(url)
