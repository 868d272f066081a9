import { databasesUnderTest } from '@latchkey/testing'
import { expect, test } from 'vitest'
import { fuzzContract } from './contract-fuzz-under-test.ts'

test.each(databasesUnderTest())(
  'good requests gone bad are answered as the contract says, on $name',
  async (databaseUnderTest) => {
    // 5,000 in all; most of what can go wrong is the same on both.
    const requests = databaseUnderTest.name === 'SQLite' ? 3_500 : 1_500
    expect(await fuzzContract(databaseUnderTest, requests)).toEqual({ answered: requests })
  },
  600_000,
)
