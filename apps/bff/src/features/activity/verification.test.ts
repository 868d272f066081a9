import { appendFileSync } from 'node:fs'
import { activityVerificationSchema } from '@latchkey/contract'
import { databasesUnderTest } from '@latchkey/testing'
import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { readAnchors } from '../../activity/anchor-file.ts'
import { appendEntries } from '../../activity/activity-repository.ts'
import { startBff, type BffUnderTest } from '../../bff-under-test.ts'
import { json } from '../../stand-in-manager-for-tests.ts'

type Headers = Readonly<Record<string, string>>
const minute = 60_000

describe.each(databasesUnderTest())('how far the activity is verified, on $name', (under) => {
  let bff: BffUnderTest
  let session: Headers
  beforeEach(async () => {
    bff = await startBff({}, under)
    session = await bff.session()
  })
  afterEach(() => bff.stop())

  /** As the page does: while it is being read, it asks again. */
  const ask = () =>
    vi.waitFor(
      async () => {
        const answer = await bff.call('GET', '/bff/activity/verification', session)
        const verification = activityVerificationSchema.parse(answer.json())
        expect(verification.checking).toBe(false)
        return verification
      },
      { timeout: 20_000 },
    )
  const write = (count: number) =>
    appendEntries(
      bff.database,
      Buffer.alloc(32, 8),
      Array.from({ length: count }, (_, index) => ({
        ID: `made-${index}`,
        time: bff.time.now,
        action: 'apikey.modified' as const,
        outcome: 'ok' as const,
        requestID: `made-${index}`,
      })),
    )
  /** As somebody would who owns the database: our own triggers do not stop them. */
  const allowChanges = async () => {
    const statements =
      bff.database.engine === 'postgres'
        ? [sql`ALTER TABLE activity DISABLE TRIGGER activity_kept`]
        : [sql`DROP TRIGGER activity_kept_from_UPDATE`, sql`DROP TRIGGER activity_kept_from_DELETE`]
    for (const statement of statements) await statement.execute(bff.database.kysely)
  }
  const anchorAnew = async () => {
    bff.time.now += 5 * minute
    await bff.call('POST', '/bff/apikeys/2', session, { active: true })
    return readAnchors(bff.anchorFile).at(-1)?.sequence ?? 0
  }

  test('is said from the first start on: entry, when it was anchored, and when it was read', async () => {
    const begun = bff.time.now
    bff.time.now += minute
    expect(await ask()).toEqual({
      anchor: { sequence: 1, time: begun },
      verified: { sequence: 1, anchored: begun, checked: bff.time.now },
      checking: false,
    })
  })

  test('goes on with every anchor, over more entries than are read at once', async () => {
    await ask()
    await write(2_500)
    const sequence = await anchorAnew()
    expect(sequence).toBeGreaterThan(2_500)
    expect(await ask()).toMatchObject({ verified: { sequence, anchored: bff.time.now } })
  }, 60_000)

  test('shows a change in what was verified before, ten minutes later at the latest', async () => {
    await write(20)
    await anchorAnew()
    expect(await ask()).toHaveProperty('verified')
    await allowChanges()
    await sql`UPDATE activity SET entry = replace(entry, 'made-7', 'made-8') WHERE sequence = 10`.execute(
      bff.database.kysely,
    )
    bff.time.now += 10 * minute
    expect(await ask()).toMatchObject({ finding: { sequence: 10, what: 'was changed' } })
    expect(await ask()).not.toHaveProperty('verified')
    expect(bff.lines.join('')).toContain('the activity is not what was written')
  })

  test('shows what was cut off before the last anchor, and that what is behind it goes on meanwhile', async () => {
    await write(20)
    const sequence = await anchorAnew()
    await bff.call('POST', '/bff/apikeys/2', session, { active: true })
    expect(await ask()).toMatchObject({ verified: { sequence } })
    await allowChanges()
    await sql`DELETE FROM activity WHERE sequence >= 15`.execute(bff.database.kysely)
    bff.time.now += 10 * minute
    expect(await ask()).toMatchObject({ finding: { sequence: 15 } })
  })

  test('says that the anchors were changed, where they are no anchors any more', async () => {
    appendFileSync(bff.anchorFile, 'another file\n')
    const answer = await bff.call('GET', '/bff/activity/verification', session)
    expect([answer.statusCode, answer.json()]).toMatchObject([
      500,
      { message: 'The file of the anchors cannot be read: it was changed, or is another file.' },
    ])
  })

  test('is for those who may view system events', async () => {
    bff.manager.tell('GET /api/roles/1', json(200, { ID: 1, name: 'Nothing', rights: {} }))
    expect((await bff.call('GET', '/bff/activity/verification', session)).statusCode).toBe(403)
  })
})
