import { databasesUnderTest } from '@latchkey/testing'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { ours, startBff, type BffUnderTest } from '../bff-under-test.ts'
import { readAnchors } from './anchor-file.ts'
import { verifyActivity } from './verify.ts'

const nul = String.raw`\u0000`
const half = String.raw`\ud800`
// As they come over the line: JSON can name what no text holds.
const strangers = [
  `{"userName":"${nul}evil","password":"wrong"}`,
  `{"userName":"${half}evil","password":"wrong"}`,
  `{"userName":"evil","tenantName":"${nul}","password":"wrong"}`,
  `{"userName":"evil","tenantName":"${half}","password":"wrong"}`,
]

describe.each(databasesUnderTest())('names as strangers type them, on $name', (under) => {
  let bff: BffUnderTest
  beforeEach(async () => {
    bff = await startBff({}, under)
  })
  afterEach(() => bff.stop())

  test('are recorded, and leave the chain as it was written', async () => {
    for (const body of strangers) expect((await bff.signIn(ours, body)).statusCode).toBe(401)
    const rows = await bff.database.kysely
      .selectFrom('activity')
      .select('user_name')
      .where('action', '=', 'session.refused')
      .orderBy('sequence')
      .execute()
    expect(rows.map((row) => row.user_name)).toEqual(['\uFFFDevil', '\uFFFDevil', 'evil', 'evil'])
    const verdict = await verifyActivity(bff.database.kysely, Buffer.alloc(32, 8), readAnchors(bff.anchorFile))
    expect(verdict.finding).toBeUndefined()
  })

  test('stop nobody else from being recorded, and so from working', async () => {
    const session = await bff.session()
    const answers = await Promise.all(
      Array.from({ length: 40 }, async (_, index) =>
        index % 2 === 0
          ? await bff.call('POST', '/bff/apikeys/1', session, { description: `${index}` })
          : await bff.signIn(ours, strangers[(index >> 1) % 2]),
      ),
    )
    expect(answers.filter(({ statusCode }) => statusCode === 200)).toHaveLength(20)
  })

  test('can be searched for', async () => {
    const session = await bff.session()
    await bff.signIn(ours, strangers[0])
    for (const name of ['userName', 'objectKind', 'requestID'])
      expect((await bff.call('POST', '/bff/activity/search', session, { [name]: '\0\ud800' })).statusCode).toBe(200)
    const found = await bff.call('POST', '/bff/activity/search', session, { userName: '\0evil' })
    expect(found.json()).toMatchObject({ total: 1 })
  })
})
