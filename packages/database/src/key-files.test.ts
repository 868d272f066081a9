import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { databasesUnderTest } from '@latchkey/testing'
import { afterEach, describe, expect, test } from 'vitest'
import { openDatabase, type Database } from './database.ts'
import { KeyFileRefused } from './errors.ts'
import { openKeyFiles } from './key-files.ts'
import { makePrivateFile } from './private-files.ts'

describe.each(databasesUnderTest())('key files of a database on $name', ({ place }) => {
  const cleanUps: (() => Promise<void>)[] = []
  afterEach(async () => {
    for (const cleanUp of cleanUps.splice(0).toReversed()) await cleanUp()
  })
  async function open(): Promise<Database<unknown>> {
    const at = place()
    const database = await openDatabase<unknown>(at)
    cleanUps.push(at.dispose, database.close)
    return database
  }

  test('are made once, and a missing or different one is refused by name', async () => {
    const keys = join(mkdtempSync(join(tmpdir(), 'latchkey-keys-')), 'keys')
    const database = await open()
    const made = await openKeyFiles(keys, ['pepper', 'master'], database)
    expect(await openKeyFiles(keys, ['pepper', 'master'], database)).toEqual(made)
    expect(statSync(join(keys, 'pepper')).mode & 0o777).toBe(0o600)
    expect(statSync(keys).mode & 0o777).toBe(0o700)

    writeFileSync(join(keys, 'master'), Buffer.alloc(32, 1).toString('base64'))
    await expect(openKeyFiles(keys, ['pepper', 'master'], database)).rejects.toThrow(/master is not the one/)
    rmSync(join(keys, 'master'))
    await expect(openKeyFiles(keys, ['pepper', 'master'], database)).rejects.toBeInstanceOf(KeyFileRefused)
    expect(existsSync(join(keys, 'master'))).toBe(false)
  })

  test('of several that start at once the first makes the keys, and no other replaces them', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'latchkey-keys-'))
    const [keys, elsewhere] = [join(folder, 'keys'), join(folder, 'elsewhere')]
    const database = await open()
    const opened = await Promise.all([1, 2, 3].map(() => openKeyFiles(keys, ['pepper', 'master'], database)))
    expect(opened).toEqual([opened[0], opened[0], opened[0]])
    const another = await open()
    const starts = await Promise.allSettled([keys, elsewhere].map((at) => openKeyFiles(at, ['pepper'], another)))
    expect(starts.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    expect(starts.find(({ status }) => status === 'rejected')).toMatchObject({ reason: expect.any(KeyFileRefused) })
    // One that looked before the other had written.
    const before = readFileSync(join(keys, 'master'), 'utf8')
    makePrivateFile(join(keys, 'master'), 'another')
    expect(readFileSync(join(keys, 'master'), 'utf8')).toBe(before)
    expect(readdirSync(keys).toSorted()).toEqual(['master', 'pepper'])
  })
})
