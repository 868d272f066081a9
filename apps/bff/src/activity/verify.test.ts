import { openDatabase, type Database } from '@latchkey/database'
import { databasesUnderTest, type DatabaseUnderTest } from '@latchkey/testing'
import { sql, type Kysely, type KyselyPlugin, type Transaction } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { migrateConsole } from '../database/migrations.ts'
import type { ConsoleTables } from '../database/tables.ts'
import { appendEntries } from './activity-repository.ts'
import { chainHash } from './chain.ts'
import { verifyActivity } from './verify.ts'

const key = Buffer.alloc(32, 9)
const length = 40
const anchored = 30
const rounds = { SQLite: 1_500, PostgreSQL: 500 }
const undone = new Error('nothing of this is kept')

interface Damage {
  readonly name: string
  /** Does it to these entries; the first place that is not as it was, or undefined where nobody could see it. */
  readonly apply: (
    db: Transaction<ConsoleTables>,
    at: number,
    pick: (count: number) => number,
  ) => Promise<number | undefined>
}

const columns = ['time', 'action', 'outcome', 'user_name', 'object_kind', 'object_id', 'request_id', 'scope'] as const
const rowAt = (db: Kysely<ConsoleTables>, sequence: number) =>
  db.selectFrom('activity').selectAll().where('sequence', '=', sequence).executeTakeFirstOrThrow()
const setRow = (db: Kysely<ConsoleTables>, sequence: number, values: object) =>
  db.updateTable('activity').set(values).where('sequence', '=', sequence).execute()
const flip = (text: string, place: number): string =>
  `${text.slice(0, place)}${String.fromCharCode(text.charCodeAt(place) ^ 1)}${text.slice(place + 1)}`

const entryAt = (sequence: number, userName: string) => ({
  ID: `entry-${sequence}`,
  time: 1_000 + sequence,
  scope: 'a tenant',
  userName,
  action: 'apikey.modified' as const,
  objectKind: 'apiKeys',
  objectID: sequence,
  outcome: 'ok' as const,
  requestID: `request-${sequence}`,
})

/** What a copy of this store holds that went on otherwise after this entry, under the same key. */
async function otherHistory(db: Kysely<ConsoleTables>, after: number) {
  let hash = after === 0 ? '' : (await rowAt(db, after)).hash
  return Array.from({ length: length - after }, (_, index) => {
    const sequence = after + index + 1
    const entry = JSON.stringify({ sequence, ...entryAt(sequence, 'eve') })
    hash = chainHash(key, hash, entry)
    return { sequence, values: { entry, hash, user_name: 'eve' } }
  })
}

const damages: readonly Damage[] = [
  {
    name: 'an entry of another history',
    apply: async (db, at) => {
      const row = (await otherHistory(db, 0))[at - 1]
      await setRow(db, at, row?.values ?? {})
      // With the first one that history begins as well as ours: what comes after it does not fit.
      return at === 1 ? 2 : at
    },
  },
  {
    name: 'another history from there on, with its head',
    apply: async (db, at) => {
      const rows = await otherHistory(db, at - 1)
      for (const { sequence, values } of rows) await setRow(db, sequence, values)
      await db
        .updateTable('activity_head')
        .set({ hash: rows.at(-1)?.values.hash ?? '' })
        .execute()
      return at <= anchored ? anchored : undefined
    },
  },
  {
    name: 'a bit of an entry',
    apply: async (db, at, pick) => {
      const { entry } = await rowAt(db, at)
      await setRow(db, at, { entry: flip(entry, pick(entry.length)) })
      return at
    },
  },
  {
    name: 'a bit of a hash',
    apply: async (db, at, pick) => {
      const { hash } = await rowAt(db, at)
      await setRow(db, at, { hash: flip(hash, pick(hash.length)) })
      return at
    },
  },
  {
    name: 'a column beside the entry',
    apply: async (db, at, pick) => {
      const column = columns[pick(columns.length)] ?? 'time'
      await setRow(db, at, { [column]: column === 'time' || column === 'object_id' ? 4_711 : 'other' })
      return at
    },
  },
  {
    name: 'a row away',
    apply: async (db, at) => {
      await db.deleteFrom('activity').where('sequence', '=', at).execute()
      return at
    },
  },
  {
    name: 'two rows swapped',
    apply: async (db, at, pick) => {
      const other = ((at + pick(length - 1)) % length) + 1
      const [{ sequence: _a, ...one }, { sequence: _b, ...two }] = [await rowAt(db, at), await rowAt(db, other)]
      await setRow(db, at, two)
      await setRow(db, other, one)
      return Math.min(at, other)
    },
  },
  {
    name: 'a row put in again',
    apply: async (db, at) => {
      const row = await rowAt(db, at)
      await db
        .insertInto('activity')
        .values({ ...row, sequence: length + 1 })
        .execute()
      return length + 1
    },
  },
  {
    name: 'the end away, and the head made to fit',
    apply: async (db, at) => {
      await db.deleteFrom('activity').where('sequence', '>=', at).execute()
      const { hash } = at === 1 ? { hash: '' } : await rowAt(db, at - 1)
      await db
        .updateTable('activity_head')
        .set({ sequence: at - 1, hash })
        .execute()
      return at <= anchored ? at : undefined
    },
  },
  {
    name: 'the end away alone',
    apply: async (db, at) => {
      await db.deleteFrom('activity').where('sequence', '>=', at).execute()
      return at
    },
  },
]

describe.each(databasesUnderTest())('the chain of the activity on $name', ({ name, place }: DatabaseUnderTest) => {
  const at = place()
  let database: Database<ConsoleTables>
  beforeAll(async () => {
    database = await openDatabase(at)
    await migrateConsole(database)
    const entries = Array.from({ length }, (_, index) => entryAt(index + 1, index % 2 === 0 ? 'ada' : 'ben'))
    for (let from = 0; from < length; from += 7) await appendEntries(database, key, entries.slice(from, from + 7))
    await allowChanges(database)
  })
  afterAll(async () => {
    await database.close()
    await at.dispose()
  })
  const anchors = async () => [{ sequence: anchored, hash: (await rowAt(database.kysely, anchored)).hash, time: 5 }]

  test('is whole where nobody touched it, and is not with another key', async () => {
    expect(await verifyActivity(database.kysely, key, await anchors())).toMatchObject({
      entries: length,
      lastAnchor: { time: 5 },
    })
    expect(await verifyActivity(database.kysely, key, await anchors())).not.toHaveProperty('finding')
    expect(await verifyActivity(database.kysely, Buffer.alloc(32, 1), [])).toHaveProperty('finding.sequence', 1)
  })

  test(`shows where ${rounds[name]} damages were done`, async () => {
    const known = await anchors()
    let state = 7
    const pick = (count: number): number => (state = (state * 48_271) % 2_147_483_647) % count
    const unseen: string[] = []
    for (let round = 0; round < rounds[name]; round += 1) {
      const damage = damages[round % damages.length]
      if (damage === undefined) throw new Error('There are damages.')
      const sequence = pick(length) + 1
      const [expected, found] = await trial(database, known, (db) => damage.apply(db, sequence, pick))
      if (expected !== found) unseen.push(`${damage.name} at ${sequence}: found at ${found}, done at ${expected}`)
    }
    expect(unseen).toEqual([])
  }, 120_000)

  test('is whole while others go on writing it', async () => {
    let next = length
    const meanwhile: KyselyPlugin = {
      transformQuery: ({ node }) => node,
      transformResult: async ({ result }) => {
        // Behind the last page, before the head is asked for.
        if (result.rows.length === 0 && next < length + 3) {
          next += 1
          await appendEntries(database, key, [entryAt(next, 'ada')])
        }
        return result
      },
    }
    const verdict = await verifyActivity(database.kysely.withPlugin(meanwhile), key, await anchors())
    expect(verdict).not.toHaveProperty('finding')
    expect(verdict.entries).toBe(length + 1)
  })
})

async function trial(
  database: Database<ConsoleTables>,
  anchors: Parameters<typeof verifyActivity>[2],
  damage: (db: Transaction<ConsoleTables>) => Promise<number | undefined>,
): Promise<readonly [expected: number | undefined, found: number | undefined]> {
  let result: readonly [number | undefined, number | undefined] = [undefined, undefined]
  try {
    await database.transaction(async (transaction) => {
      const expected = await damage(transaction)
      const { finding } = await verifyActivity(transaction, key, anchors)
      result = [expected, finding?.sequence]
      throw undone
    })
  } catch (error) {
    if (error !== undone) throw error
  }
  return result
}

/** As somebody would who owns the database: our own triggers do not stop them. */
async function allowChanges({ kysely, engine }: Database<ConsoleTables>): Promise<void> {
  const statements =
    engine === 'postgres'
      ? [sql`ALTER TABLE activity DISABLE TRIGGER activity_kept`]
      : [sql`DROP TRIGGER activity_kept_from_UPDATE`, sql`DROP TRIGGER activity_kept_from_DELETE`]
  for (const statement of statements) await statement.execute(kysely)
}
