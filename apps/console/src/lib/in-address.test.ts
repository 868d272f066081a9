import { expect, test } from 'vitest'
import { inAddress } from './in-address.ts'

test.each(['a&status=active', '100% #1 +', '鍵 & 役割', 'plain'])('an address gives back %j', (text) => {
  expect(new URLSearchParams(`q=${inAddress(text)}&status=active`).get('q')).toBe(text)
})

test('what is not of the address stays as it was typed', () => {
  expect(inAddress('配置ボット deploy/bot')).toBe('配置ボット deploy/bot')
})
