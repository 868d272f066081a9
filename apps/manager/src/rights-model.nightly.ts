import { databasesUnderTest } from '@latchkey/testing'
import { expect, test } from 'vitest'
import { walkRights } from './rights-walk-under-test.ts'

test.each(databasesUnderTest())(
  'rights on $name are as the model says after 50,000 random changes',
  async (databaseUnderTest) => {
    const outcome = await walkRights(databaseUnderTest, 50_000)
    expect(outcome).toContain('0 differences')
    console.log(outcome)
  },
)
