import { connect, createServer, type AddressInfo, type Socket } from 'node:net'
import { databasesUnderTest } from '@latchkey/testing'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { describeSchema, migrate, openDatabase } from './index.ts'
import { afterwards, first, openAt, taken } from './notes-under-test.ts'

const postgres = databasesUnderTest().find(({ name }) => name === 'PostgreSQL')
if (postgres === undefined) throw new Error('PostgreSQL is missing.')

test('the tables are in their schema behind a pooler that takes no options at the start', async () => {
  const at = taken(postgres.place)
  const pooled = await behindPooler(at.url)
  const database = await openAt({ ...at, url: pooled })
  await migrate(database, [first])
  await database.close()
  const direct = await openAt(at)
  expect(await describeSchema(direct)).toMatchObject({
    columns: expect.arrayContaining([expect.objectContaining({ table_name: 'notes' })]),
  })
})

test('whoever may only read can open what is there', async () => {
  const at = taken(postgres.place)
  const database = await openAt(at)
  const { schema, kysely } = database
  await migrate(database, [first])
  const reader = `reader_${schema}`
  await sql`CREATE ROLE ${sql.id(reader)} LOGIN`.execute(kysely)
  await sql`GRANT USAGE ON SCHEMA ${sql.id(schema)} TO ${sql.id(reader)}`.execute(kysely)
  await sql`GRANT SELECT ON notes TO ${sql.id(reader)}`.execute(kysely)
  afterwards(async () => {
    await sql`DROP OWNED BY ${sql.id(reader)}`.execute(kysely)
    await sql`DROP ROLE ${sql.id(reader)}`.execute(kysely)
  })
  const url = Object.assign(new URL(at.url), { username: reader }).href
  const reading = await openAt({ url, schema })
  expect(await reading.kysely.selectFrom('notes').selectAll().execute()).toEqual([])
  await expect(openDatabase({ url, schema: 'another' })).rejects.toThrow('permission denied')
})

/** Passes everything on, but ends a connection that names options at its start, as PgBouncer does. */
async function behindPooler(url: string): Promise<string> {
  const { hostname, port } = new URL(url)
  const sockets = new Set<Socket>()
  const pooler = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    socket.once('data', (start) => {
      if (start.includes('\0options\0')) {
        socket.destroy()
        return
      }
      const server = connect(Number(port), hostname)
      sockets.add(server)
      server.on('error', () => undefined)
      server.write(start)
      server.pipe(socket).pipe(server)
    })
  })
  await new Promise<void>((resolve) => void pooler.listen(0, '127.0.0.1', resolve))
  afterwards(async () => {
    for (const socket of sockets) socket.destroy()
    await new Promise((resolve) => void pooler.close(resolve))
  })
  // An address of TCP, since it listens on a port.
  return Object.assign(new URL(url), { port: String((pooler.address() as AddressInfo).port) }).href
}
