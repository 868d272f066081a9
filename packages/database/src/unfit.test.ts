import { writeFileSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { databasesUnderTest } from '@latchkey/testing'
import { describe, expect, test } from 'vitest'
import { fromSqlite } from './errors.ts'
import { openDatabase, openKeyFile, StorageFault, UnusableDatabase } from './index.ts'
import { openAt, taken } from './notes-under-test.ts'

describe.each(databasesUnderTest())('on $name', ({ place }) => {
  test('a database that nothing was ever kept in is told from one whose key is missing', async () => {
    const opening = openKeyFile('/nowhere/activity', 'activity', await openAt(taken(place)))
    await expect(opening).rejects.toThrow('There is no activity in this database')
    await expect(opening).rejects.toBeInstanceOf(UnusableDatabase)
  })
})

describe('a file', () => {
  const sqlite = databasesUnderTest().find(({ name }) => name === 'SQLite')
  if (sqlite === undefined) throw new Error('SQLite is missing.')

  test('that is no database is named', async () => {
    const { url } = taken(sqlite.place)
    const file = url.slice('sqlite:'.length)
    writeFileSync(file, 'garbage', { mode: 0o600 })
    const opening = openDatabase({ url, schema: 'test' })
    await expect(opening).rejects.toThrow(`${file} failed: file is not a database`)
    await expect(opening).rejects.toBeInstanceOf(StorageFault)
  })

  test('that cannot be written is one that cannot be used', async () => {
    const { url } = taken(sqlite.place)
    const file = url.slice('sqlite:'.length)
    await (await openAt({ url, schema: 'test' })).close()
    const reading = new DatabaseSync(file, { readOnly: true })
    try {
      reading.exec('CREATE TABLE notes (id integer)')
    } catch (error) {
      expect(fromSqlite(error, file)).toMatchObject({
        name: 'UnusableDatabase',
        message: `${file} or its folder cannot be written: attempt to write a readonly database.`,
      })
    } finally {
      reading.close()
    }
    expect.assertions(1)
  })
})
