import type { ApiKey } from '@latchkey/contract'
import { expect, test } from 'vitest'
import { createNameOrder } from './name-order.ts'

const key = (ID: number, keyName: string): ApiKey => ({
  keyName,
  description: '',
  locale: 'en-US',
  roleID: 1,
  timeZone: 'UTC',
  active: true,
  created: 0,
  unsuccessfulSignInAttempts: 0,
  serviceAccount: false,
  ID,
})

test('pages are one list by name, as the language of the viewer has it', () => {
  const pages = [
    [key(1, 'b'), key(2, 'Ä')],
    [key(3, 'a'), key(4, 'z'), key(5, 'b')],
  ]
  expect(createNameOrder('en')(pages).map(({ ID }) => ID)).toEqual([3, 2, 1, 5, 4])
  expect(createNameOrder('sv')(pages).map(({ ID }) => ID)).toEqual([3, 1, 5, 4, 2])
})
