import { expect, test } from 'vitest'
import { createFormats } from '../lib/formats.ts'
import { daysSet } from './days-set.ts'
import { parseLogAddress } from './log-address.ts'

test('the address of a log takes what is known', () => {
  expect(parseLogAddress({ from: '2026-11-21', to: 'soon', open: '12', q: '' })).toEqual({
    from: '2026-11-21',
    to: undefined,
    open: '12',
    q: undefined,
    sort: undefined,
  })
  expect(parseLogAddress({ open: '12; drop' }).open).toBeUndefined()
})

test('only the days that are set are named', () => {
  const words = { fromDay: 'From', toDay: 'To' }
  expect(daysSet({ from: '2026-11-21' }, words, createFormats('en'))).toEqual([
    { name: 'from', text: 'From 21 Nov 2026' },
  ])
  expect(daysSet({}, words, createFormats('en'))).toEqual([])
})
