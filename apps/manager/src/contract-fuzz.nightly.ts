import { databasesUnderTest } from '@latchkey/testing'
import { expect, test } from 'vitest'
import { fuzzContract } from './contract-fuzz-under-test.ts'

const requests = 100_000

test.each(databasesUnderTest())('100,000 good requests gone bad, on $name', async (databaseUnderTest) => {
  expect(await fuzzContract(databaseUnderTest, requests)).toEqual({ answered: requests })
})
