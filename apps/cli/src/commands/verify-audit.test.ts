import { copyFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { buildProduct, buildTimeoutMs, createPlace } from '../process-for-tests.ts'

beforeAll(buildProduct, buildTimeoutMs)
let place: ReturnType<typeof createPlace>
beforeEach(() => void (place = createPlace()))
afterEach(() => place.dispose())

/** A start and its stop are two entries, and the stop leaves an anchor. */
async function startAndStop() {
  const { child, finished } = await place.start()
  child.kill('SIGTERM')
  expect(await finished).toMatchObject({ code: 0 })
}
const verify = (...given: string[]) => place.run(['verify-audit', '--data', place.data, ...given])

function damage(...statements: string[]): void {
  const database = new DatabaseSync(join(place.data, 'console.sqlite'))
  for (const change of ['UPDATE', 'DELETE']) database.exec(`DROP TRIGGER activity_kept_from_${change}`)
  for (const statement of statements) database.exec(statement)
  database.close()
}

describe('verify-audit', () => {
  test('says that nothing was touched, and how old the last anchor is', async () => {
    await startAndStop()
    await startAndStop()
    const { code, output, complaints } = await verify()
    expect({ code, complaints }).toEqual({ code: 0, complaints: '' })
    expect(output).toMatch(/^4 entries, each as it was written/)
    expect(output).toMatch(/The last anchor is entry 4, \d minutes? old/)
  })

  test('names the entry that was changed, and the one from which on all is cut off', async () => {
    await startAndStop()
    await startAndStop()
    damage(`UPDATE activity SET entry = replace(entry, 'stopped', 'started') WHERE sequence = 2`)
    expect(await verify()).toMatchObject({ code: 1, complaints: 'latchkey: entry 2 was changed.\n' })
    const database = new DatabaseSync(join(place.data, 'console.sqlite'))
    database.exec(`DELETE FROM activity WHERE sequence > 1`)
    database.exec(`UPDATE activity_head SET sequence = 1, hash = (SELECT hash FROM activity)`)
    database.close()
    expect(await verify()).toMatchObject({
      code: 1,
      complaints: 'latchkey: entry 2 was cut off, with everything after it.\n',
    })
  })

  test('takes key and anchors from elsewhere, and no other key', async () => {
    await startAndStop()
    const [key, anchors] = [join(place.folder, 'key'), join(place.folder, 'anchors')]
    copyFileSync(join(place.data, 'keys', 'activity'), key)
    copyFileSync(join(place.data, 'activity.anchors'), anchors)
    expect(await verify('--key-file', key, '--anchor-file', anchors)).toMatchObject({ code: 0 })
    writeFileSync(key, Buffer.alloc(32, 1).toString('base64'), { mode: 0o600 })
    const { code, complaints } = await verify('--key-file', key)
    expect(code).toBe(1)
    expect(complaints).toContain('is not the one this database was made with')
  })

  test('is no success where the anchors that were named are not there, or are none', async () => {
    await startAndStop()
    const file = join(place.folder, 'copy')
    const missing = await verify('--anchor-file', file)
    expect(missing).toMatchObject({
      code: 1,
      output: '',
      complaints: expect.stringContaining(`${file} of --anchor-file`),
    })
    writeFileSync(file, 'garbage', { mode: 0o600 })
    const garbage = await verify('--anchor-file', file)
    expect(garbage).toMatchObject({
      code: 1,
      complaints: `latchkey: ${file} cannot be read as anchors: it is another file, or was changed.\n`,
    })
  })

  test('says where there is nothing to verify, and waits for nobody who still writes', async () => {
    expect((await verify()).complaints).toContain('There is no activity in')
    const { child, finished } = await place.start()
    expect(await verify()).toMatchObject({ code: 1 })
    child.kill('SIGTERM')
    await finished
  })
})
