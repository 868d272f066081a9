import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { dirname, join } from 'node:path'
import { brotliCompressSync } from 'node:zlib'
import { build } from 'rolldown'

const root = dirname(dirname(import.meta.dirname))

const barePage = `import { createElement, useEffect, useState } from 'react'
import { createRoot } from 'react-dom/client'
function List() {
  const [keys, setKeys] = useState([])
  useEffect(() => void fetch('/keys').then((answer) => answer.json()).then(setKeys), [])
  return createElement('ul', null, keys.map((key) => createElement('li', { key: key.ID }, key.keyName)))
}
createRoot(document.getElementById('root')).render(createElement(List))`

/** React and fifty rows, and nothing else: the least that a page like ours can cost. */
export async function startBarePage(): Promise<{ url: string; stop: () => Promise<unknown> }> {
  const script = brotliCompressSync(await bundled())
  const keys = JSON.stringify(Array.from({ length: 50 }, (_, ID) => ({ ID, keyName: `key-${ID}` })))
  const server = createServer(({ url }, reply) => {
    if (url === '/main.js')
      reply.setHeader('content-encoding', 'br').setHeader('content-type', 'text/javascript').end(script)
    else if (url === '/keys') reply.setHeader('content-type', 'application/json').end(keys)
    else
      reply.setHeader('content-type', 'text/html').end('<div id=root></div><script type=module src=/main.js></script>')
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    stop: async () => {
      server.closeAllConnections()
      server.close()
    },
  }
}

/** Of the same React as ours, found where ours is. */
async function bundled(): Promise<string> {
  const input = join(root, 'apps/console/bare-page.js')
  const { output } = await build({
    input,
    write: false,
    transform: { define: { 'process.env.NODE_ENV': '"production"' } },
    plugins: [
      {
        name: 'bare-page',
        load: (id) => (id === input ? barePage : null),
        resolveId: (id) => (id === input ? id : null),
      },
    ],
    output: { format: 'esm', minify: true },
  })
  return output[0].code
}
