import { databasesUnderTest } from '@latchkey/testing'
import { expect, test } from 'vitest'
import { walkRights } from './rights-walk-under-test.ts'

const steps = { SQLite: 2_500, PostgreSQL: 400 }

test.each(databasesUnderTest())(
  'rights on $name are as the model says after many random changes',
  async (databaseUnderTest) => {
    const outcome = await walkRights(databaseUnderTest, steps[databaseUnderTest.name])
    expect(outcome).toContain('0 differences')
    console.log(outcome)
  },
  600_000,
)
