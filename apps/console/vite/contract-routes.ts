import { bffEndpoints, routesOf } from '@latchkey/contract'
import type { Plugin } from 'vite'

const name = 'virtual:bff-routes'
/** What is said to readers and servers only. */
const unused = new Set(['summary', 'right', 'access', 'extension'])
const routes = JSON.stringify(routesOf(bffEndpoints), (key, value: unknown) => (unused.has(key) ? undefined : value))

/** The table's routes as plain data: the schemas, and zod with them, stay out of the page. */
export const contractRoutes = (): Plugin => ({
  name: 'contract-routes',
  resolveId: (id) => (id === name ? `\0${name}` : undefined),
  load: (id) => (id === `\0${name}` ? `export default ${routes}` : undefined),
})
