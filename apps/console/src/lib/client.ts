import { createClient } from '@latchkey/client'
export { CallError } from '@latchkey/client'
import type { bffEndpoints } from '@latchkey/contract'
import routes from 'virtual:bff-routes'

/** Every call carries our header: a page of another site cannot send it. */
export const api = createClient<typeof bffEndpoints>(routes, {
  baseUrl: `${location.origin}/bff`,
  headers: { 'x-csrf': '1' },
})
