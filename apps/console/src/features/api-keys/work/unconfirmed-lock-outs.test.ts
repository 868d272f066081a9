import { expect, test } from 'vitest'
import { keyWith } from '../../../queries/keys-for-tests.ts'
import { forgetUnconfirmed, rememberUnconfirmed, unconfirmedOf } from './unconfirmed-lock-outs.ts'

test('whoever signs in next is told of nobody else’s lock-outs, and goes on with none of them', () => {
  rememberUnconfirmed('1 north', [keyWith(4, 'payments')])
  rememberUnconfirmed('1 south', [keyWith(4, 'reports'), keyWith(5, 'builds')])
  const namesOf = (owner: string) => unconfirmedOf(owner).map(({ keyName }) => keyName)
  expect([namesOf('1 north'), namesOf('1 south'), namesOf('2 north')]).toEqual([
    ['payments'],
    ['reports', 'builds'],
    [],
  ])
  forgetUnconfirmed('1 south', 4)
  expect([namesOf('1 north'), namesOf('1 south')]).toEqual([['payments'], ['builds']])
})

test('what is asked for twice is known once', () => {
  rememberUnconfirmed('3', [keyWith(4)])
  rememberUnconfirmed('3', [keyWith(4), keyWith(5)])
  expect(unconfirmedOf('3')).toHaveLength(2)
})
