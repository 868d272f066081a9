import { databasesUnderTest } from '@latchkey/testing'
import { describe, expect, test } from 'vitest'
import { fuzzContract } from './contract-fuzz-under-test.ts'

// 100,000 on each engine. Every round begins anew: lists grow with what was made before, and with them the time each answer takes.
const rounds = Array.from({ length: 20 }, (_, round) => round + 1)
const requests = 5_000

describe.each(databasesUnderTest())('good requests gone bad, on $name', (databaseUnderTest) => {
  test.each(rounds)('round %d of 20', async () => {
    expect(await fuzzContract(databaseUnderTest, requests)).toEqual({ answered: requests })
  })
})
