import { createServer, type AddressInfo } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { databasesUnderTest } from '@latchkey/testing'
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { DatabaseUnavailable, migrate, openDatabase, type Migration } from './index.ts'
import { afterwards, first, openAt, second, taken } from './notes-under-test.ts'

const postgres = databasesUnderTest().find(({ name }) => name === 'PostgreSQL')
if (postgres === undefined) throw new Error('PostgreSQL is missing.')

describe('PostgreSQL', () => {
  test('instances that start at once on an empty database take turns', async () => {
    const at = taken(postgres.place)
    const slow: Migration = {
      name: first.name,
      up: async (db) => {
        await first.up(db)
        await sql`SELECT pg_sleep(0.1)`.execute(db)
      },
    }
    const databases = await Promise.all(Array.from({ length: 4 }, () => openAt(at)))
    await Promise.all(databases.map((database) => migrate(database, [slow, second])))
    expect(await databases[0]?.kysely.selectFrom('notes').selectAll().execute()).toEqual([])
  })

  test('connections that are cut in the middle are replaced', async () => {
    const { kysely, transaction, close } = await openAt(taken(postgres.place))
    const cut = () =>
      transaction(async (inside) => {
        await sql`SELECT pg_terminate_backend(pg_backend_pid())`.execute(inside)
      })
    for (let count = 0; count < 12; count += 1) await expect(cut()).rejects.toBeInstanceOf(DatabaseUnavailable)
    const cutBetween = transaction(async (inside) => {
      const { rows } = await sql<{ pid: number }>`SELECT pg_backend_pid() AS pid`.execute(inside)
      await sql`SELECT pg_terminate_backend(${rows[0]?.pid})`.execute(kysely)
      await wait(100)
      await sql`SELECT 1`.execute(inside)
    })
    await expect(cutBetween).rejects.toBeInstanceOf(DatabaseUnavailable)
    expect((await sql`SELECT 1 AS one`.execute(kysely)).rows).toEqual([{ one: 1 }])
    await close()
  })

  test('what a part of a statement has changed is seen, and changed as often as it is asked', async () => {
    const database = await openAt(taken(postgres.place))
    await migrate(database, [first, second])
    await database.kysely.insertInto('notes').values({ id: 1, text: 'a' }).execute()
    const seen = await database.transaction(async (inside) => {
      const notes = inside.selectFrom('notes').select('id')
      const taking = inside
        .with('taken', (parts) => parts.deleteFrom('notes').returning('id'))
        .selectFrom('taken')
        .selectAll()
      return [await notes.execute(), await taking.execute(), await notes.execute(), await taking.execute()]
    })
    expect(seen).toEqual([[{ id: 1 }], [{ id: 1 }], [], []])
  })

  test('a server that is too old is refused with its version', async () => {
    const { port, stop } = await oldServer('130014')
    afterwards(stop)
    await expect(openDatabase({ url: `postgres://me@127.0.0.1:${port}/any`, schema: 'test' })).rejects.toThrow(
      'PostgreSQL 13 is too old: 14 or later is needed.',
    )
  })

  test('an address where nobody answers is told without the password', async () => {
    const unreachable = openDatabase({ url: 'postgres://me:word@127.0.0.1:9/none', schema: 'test' })
    await expect(unreachable).rejects.toThrow(/^PostgreSQL at 127.0.0.1:9 cannot be used/)
    await expect(unreachable).rejects.not.toThrow(/word/)
  })
})

/** Speaks just enough of PostgreSQL's protocol to be asked for its version. */
async function oldServer(version: string): Promise<{ port: number; stop: () => Promise<void> }> {
  const message = (type: string, body: Buffer) => {
    const head = Buffer.alloc(5)
    head.write(type)
    head.writeInt32BE(body.length + 4, 1)
    return Buffer.concat([head, body])
  }
  const int16 = (value: number) => Buffer.from([value >> 8, value & 255])
  const int32 = (value: number) => Buffer.concat([int16(value >> 16), int16(value & 0xffff)])
  const ready = message('Z', Buffer.from('I'))
  const column = Buffer.concat([
    Buffer.from('server_version_num\0'),
    int32(0),
    int16(0),
    int32(25),
    int16(-1),
    int32(-1),
  ])
  const answer = Buffer.concat([
    message('T', Buffer.concat([int16(1), column, int16(0)])),
    message('D', Buffer.concat([int16(1), int32(version.length), Buffer.from(version)])),
    message('C', Buffer.from('SHOW\0')),
    ready,
  ])
  const server = createServer((socket) => {
    socket.once('data', () => {
      socket.write(Buffer.concat([message('R', int32(0)), ready]))
      socket.on('data', (chunk) => void (chunk.toString('latin1').startsWith('Q') && socket.write(answer)))
    })
    socket.on('error', () => undefined)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.address() as AddressInfo).port,
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  }
}
