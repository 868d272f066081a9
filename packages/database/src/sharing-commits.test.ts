import { databasesUnderTest } from '@latchkey/testing'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openDatabase, type Database } from './database.ts'
import { Conflict, DatabaseUnavailable, OutcomeUnknown } from './errors.ts'
import { sharingCommits } from './sharing-commits.ts'

interface Tables {
  words: { number: number; word: string }
}
const upTo = (count: number) => Array.from({ length: count }, (_, index) => index)

describe.each(databasesUnderTest())('changes that share a commit on $name', (databaseUnderTest) => {
  const place = databaseUnderTest.place()
  let database: Database<Tables>
  let commits = 0
  let loseAnswers = false
  let collisions = 0
  let shared: Database<Tables>
  beforeAll(async () => {
    database = await openDatabase<Tables>(place)
    await sql`CREATE TABLE words (number bigint PRIMARY KEY, word text NOT NULL)`.execute(database.kysely)
    shared = sharingCommits({
      ...database,
      transaction: async (work) => {
        if (collisions > 0) {
          collisions -= 1
          throw new DatabaseUnavailable('Others were in the way five times.', new Conflict('Another was.'))
        }
        const result = await database.transaction(work)
        commits += 1
        if (loseAnswers) throw new OutcomeUnknown('The commit got no answer.')
        return result
      },
    })
  })
  afterAll(async () => {
    await database.close()
    await place.dispose()
  })
  beforeEach(async () => {
    await database.kysely.deleteFrom('words').execute()
    ;[commits, loseAnswers, collisions] = [0, false, 0]
  })

  const add = (number: number, word = 'new') =>
    shared.transaction(async (transaction) => {
      await transaction.insertInto('words').values({ number, word }).execute()
      return number
    })
  const stored = async () =>
    (await database.kysely.selectFrom('words').select('number').orderBy('number').execute()).map(({ number }) => number)

  test('are all there once they are answered, each with its own answer, after few commits', async () => {
    expect(await Promise.all(upTo(40).map((number) => add(number)))).toEqual(upTo(40))
    expect(await stored()).toEqual(upTo(40))
    expect(commits).toBeLessThanOrEqual(4)
  })

  test('are answered only after the commit', async () => {
    const seen = upTo(5).map(async (number) => {
      await add(number)
      return commits
    })
    expect(await Promise.all(seen)).toEqual(upTo(5).map(() => 1))
  })

  test('see what the one before has left', async () => {
    await add(0, '')
    const grow = () =>
      shared.transaction(async (transaction) => {
        const { word } = await transaction.selectFrom('words').select('word').executeTakeFirstOrThrow()
        await transaction
          .updateTable('words')
          .set({ word: `${word}+` })
          .execute()
      })
    await Promise.all(upTo(30).map(grow))
    expect((await database.kysely.selectFrom('words').selectAll().executeTakeFirstOrThrow()).word).toBe('+'.repeat(30))
  })

  test('happen although one among them is refused, which leaves nothing', async () => {
    const refused = (number: number) =>
      shared.transaction(async (transaction) => {
        await transaction.insertInto('words').values({ number, word: 'refused' }).execute()
        throw new Error(`not ${number}`)
      })
    const answers = await Promise.allSettled(upTo(9).map((number) => (number === 4 ? refused(4) : add(number))))
    expect(answers[4]).toMatchObject({ status: 'rejected', reason: { message: 'not 4' } })
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(8)
    expect(await stored()).toEqual(upTo(9).filter((number) => number !== 4))
  })

  test('happen although one among them breaks a rule of the table', async () => {
    await add(4)
    const answers = await Promise.allSettled(upTo(9).map((number) => add(number)))
    expect(answers.flatMap(({ status }, index) => (status === 'rejected' ? [index] : []))).toEqual([4])
    expect(await stored()).toEqual(upTo(9))
  })

  test('are made no second time where nobody knows whether they happened', async () => {
    loseAnswers = true
    let made = 0
    const answers = await Promise.allSettled(
      upTo(6).map((number) =>
        shared.transaction(async (transaction) => {
          made += 1
          await transaction.insertInto('words').values({ number, word: 'once' }).execute()
        }),
      ),
    )
    for (const answer of answers) expect(answer).toMatchObject({ reason: { name: 'OutcomeUnknown' } })
    expect([made, await stored()]).toEqual([6, upTo(6)])
  })

  test('all fail at once where the store has failed under one of them', async () => {
    let made = 0
    const answers = await Promise.allSettled(
      upTo(6).map(() =>
        shared.transaction(async () => {
          made += 1
          throw new DatabaseUnavailable('It is gone.')
        }),
      ),
    )
    for (const answer of answers) expect(answer).toMatchObject({ reason: { message: 'It is gone.' } })
    expect(made).toBe(1)
  })

  test('are tried alone where others were in the way of all together', async () => {
    collisions = 1
    expect(await Promise.all(upTo(6).map((number) => add(number)))).toEqual(upTo(6))
    expect([commits, await stored()]).toEqual([6, upTo(6)])
  })

  test('go on after a failure', async () => {
    await expect(shared.transaction(() => Promise.reject(new Error('no')))).rejects.toThrow('no')
    expect(await add(1)).toBe(1)
  })
})
