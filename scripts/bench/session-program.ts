// Runs beside the bench, on a core of its own: node session-program.ts MANAGER FOLDER answers the same list in two ways, to whoever has
// a session of ours and to everyone, and prints both ports.
import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import {
  addStandardHeaders,
  buildBff,
  createManagerClient,
  guardAgainstSecrets,
  migrateConsole,
} from '@latchkey/bff/build-app'
import { openDatabase } from '@latchkey/database'
import { createEdge, createLogger } from '@latchkey/server'

const [url = '', folder = ''] = process.argv.slice(2)
const ports = { kept: 0, open: 0 }
const logger = createLogger({ write: () => undefined })
const manager = { url }

const database: Parameters<typeof buildBff>[0]['database'] = await openDatabase({
  url: `sqlite:${join(folder, 'sessions.sqlite')}`,
  schema: 'console',
})
await migrateConsole(database)
const kept = await buildBff({
  database,
  keys: { session: randomBytes(32), activity: randomBytes(32) },
  clock: Date.now,
  logger,
  manager,
  hosts: () => [`127.0.0.1:${ports.kept}`],
  origins: () => [`http://127.0.0.1:${ports.kept}`],
  cookieName: () => '__Host-Http-latchkey',
  consoleFolder: 'apps/console/dist',
  anchorFile: join(folder, 'anchors'),
  demo: false,
})

const client = createManagerClient({
  ...manager,
  guardRead: () => guardAgainstSecrets(() => undefined),
  onSecret: () => undefined,
  onSignOutFailed: () => undefined,
})
const somebody = { sID: 'A'.repeat(32), RID: 'B'.repeat(32) }
const open = createEdge({ logger, hosts: () => [`127.0.0.1:${ports.open}`], bodyBytesMax: 1024 })
addStandardHeaders(open, false)
open.get('/apikeys', async (_request, reply) =>
  reply.type('application/json').send(await client.read({ method: 'GET', path: '/apikeys' }, somebody)),
)

for (const [name, app] of [['kept', kept] as const, ['open', open] as const])
  ports[name] = Number(new URL(await app.listen({ host: '127.0.0.1', port: 0 })).port)
console.log(ports.kept, ports.open)
