import type { Plugin } from 'vite'

/** What the list of keys begins with. */
const firstPage = {
  maxItems: 5_000,
  sortByObjectID: true,
  searchCriteria: [{ idTest: 'greater-than', idValue: 0 }],
}
const firstCalls = [
  ['/bff/session'],
  ['/bff/apikeys/search', JSON.stringify(firstPage)],
  ['/bff/roles'],
  ['/bff/notes'],
]
const script = `if (location.pathname === '/') history.replaceState(null, '', '/api-keys')
if (/^\\/api-keys(\\/|$)/.test(location.pathname)) {
  firstAnswers = new Map(${JSON.stringify(firstCalls)}.map(([path, body]) => [path, {
    body,
    answer: fetch(path, {
      method: body ? 'POST' : 'GET',
      redirect: 'error',
      headers: { accept: 'application/json', 'x-csrf': '1', ...(body && { 'content-type': 'application/json' }) },
      ...(body && { body }),
    }).then((response) => {
      const arrived = Date.now()
      return response.text().then((text) => ({ response, text, arrived }))
    }).catch(() => undefined),
  }]))
}`
const name = 'virtual:first-page'

/** The document itself asks for what the first screen shows: the answers are there, and read, when its script has been. */
export const askFirst = (): Plugin => ({
  name: 'ask-first',
  resolveId: (id) => (id === name ? `\0${name}` : undefined),
  load: (id) => (id === `\0${name}` ? `export default ${JSON.stringify(firstPage)}` : undefined),
  transformIndexHtml: { order: 'pre', handler: () => [{ tag: 'script', children: script, injectTo: 'head-prepend' }] },
})
