import { bffEndpoints, routesOf } from '@latchkey/contract'
import type { Plugin } from 'vite'

const name = 'virtual:bff-routes'

/** The table's routes as plain data: the schemas, and zod with them, stay out of the page. */
export const contractRoutes = (): Plugin => ({
  name: 'contract-routes',
  resolveId: (id) => (id === name ? `\0${name}` : undefined),
  load: (id) => (id === `\0${name}` ? `export default ${JSON.stringify(routesOf(bffEndpoints))}` : undefined),
})
