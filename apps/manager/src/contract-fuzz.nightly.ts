import { databasesUnderTest } from '@latchkey/testing'
import { test } from 'vitest'
import { fuzzContract } from './contract-fuzz-under-test.ts'

test.each(databasesUnderTest())('100,000 good requests gone bad, on $name', (databaseUnderTest) =>
  fuzzContract(databaseUnderTest, 100_000),
)
