import { databasesUnderTest } from '@latchkey/testing'
import { test } from 'vitest'
import { fuzzContract } from './contract-fuzz-under-test.ts'

test.each(databasesUnderTest())(
  'good requests gone bad are answered as the contract says, on $name',
  // 5,000 in all; most of what can go wrong is the same on both.
  (databaseUnderTest) => fuzzContract(databaseUnderTest, databaseUnderTest.name === 'SQLite' ? 3_500 : 1_500),
  180_000,
)
