// A BFF in a process of its own, from the sources, so that a test can kill it: what it is given is one argument in JSON.
import { openDatabase, type Database } from '@latchkey/database'
import { createLogger } from '@latchkey/server'
import { z } from 'zod'
import { buildBff, migrateConsole } from './build-app.ts'
import type { ConsoleTables } from './database/tables.ts'

const given = z
  .object({
    port: z.int(),
    database: z.object({ url: z.string(), schema: z.string() }),
    manager: z.object({ url: z.string(), timeouts: z.record(z.string(), z.number()) }),
    consoleFolder: z.string(),
    anchorFile: z.string(),
    issuance: z.record(z.string(), z.number()),
  })
  .parse(JSON.parse(process.argv[2] ?? ''))

const database: Database<ConsoleTables> = await openDatabase(given.database)
await migrateConsole(database)
const app = await buildBff({
  ...given,
  database,
  keys: { session: Buffer.alloc(32, 7), activity: Buffer.alloc(32, 8) },
  clock: Date.now,
  logger: createLogger({ write: (line) => void process.stderr.write(line), level: 'error' }),
  hosts: () => ['localhost:80'],
  origins: () => ['http://localhost:80'],
  cookieName: () => '__Host-Http-latchkey',
  demo: false,
})
await app.listen({ port: given.port, host: '127.0.0.1' })
process.stdout.write('ready\n')
