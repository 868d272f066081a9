import { bffEndpoints, routesOf, settingDefinitions } from '@latchkey/contract'
import type { Plugin } from 'vite'

/** What is said to readers and servers only. */
const unused = new Set(['summary', 'right', 'access', 'extension'])
const modules = new Map([
  [
    'virtual:bff-routes',
    JSON.stringify(routesOf(bffEndpoints), (key, value: unknown) => (unused.has(key) ? undefined : value)),
  ],
  [
    'virtual:setting-defaults',
    JSON.stringify(
      Object.fromEntries(Object.entries(settingDefinitions).map(([name, definition]) => [name, definition.default])),
    ),
  ],
])

/** What of the contract the page needs as plain data: the schemas, and zod with them, stay out of it. */
export const contractRoutes = (): Plugin => ({
  name: 'contract-routes',
  resolveId: (id) => (modules.has(id) ? `\0${id}` : undefined),
  load: (id) => {
    const json = id.startsWith('\0') ? modules.get(id.slice(1)) : undefined
    return json === undefined ? undefined : `export default ${json}`
  },
})
