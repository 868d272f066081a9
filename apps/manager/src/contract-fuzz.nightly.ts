import { databasesUnderTest } from '@latchkey/testing'
import { expect, test } from 'vitest'
import { fuzzContract } from './contract-fuzz-under-test.ts'

// 100,000 on each engine. Every round begins anew: lists grow with what was made before, and with them the time each answer takes.
const rounds = 20
const requests = 5_000

test.each(databasesUnderTest())('100,000 good requests gone bad, on $name', async (databaseUnderTest) => {
  for (let round = 0; round < rounds; round += 1)
    expect(await fuzzContract(databaseUnderTest, requests)).toEqual({ answered: requests })
})
