import type { ApiKey } from '@latchkey/contract'
import { describe, expect, test } from 'vitest'
import { differences } from '../differences.ts'
import { duplicateOf, emptyForm, faultsOf, formOf, inZone, momentOf, noExpiry, toCreate, toModify } from './key-form.ts'

const now = Date.UTC(2026, 10, 21, 13, 5)
const form = { ...emptyForm('en-US', 'Europe/Berlin'), keyName: ' ci ', roleID: 2 }
const key: ApiKey = {
  keyName: 'ci',
  description: 'builds',
  locale: 'en-US',
  roleID: 2,
  timeZone: 'Europe/Berlin',
  active: true,
  created: now,
  unsuccessfulSignInAttempts: 0,
  expiryDate: now + 12_345,
  serviceAccount: false,
  ID: 7,
}

describe('a new key', () => {
  test('is sent without what was not given', () => {
    expect(toCreate(form)).toEqual({
      keyName: 'ci',
      description: '',
      locale: 'en-US',
      roleID: 2,
      timeZone: 'Europe/Berlin',
      active: true,
    })
  })
  test('expires when the clock in its own zone says so', () => {
    const expiry = { on: true, date: '2026-11-21', time: '14:06' }
    expect(toCreate({ ...form, expiry }).expiryDate).toBe(now + 60_000)
  })
})

describe('an existing key', () => {
  test.each(['GMT+2', 'Foo/Bar'])('in %s, a zone no browser knows, opens in UTC and stays as it is', (timeZone) => {
    const opened = formOf({ ...key, timeZone })
    expect(opened.expiry).toMatchObject({ date: '2026-11-21', time: '13:05' })
    expect(toModify(opened, { ...key, timeZone })).toEqual({})
    const later = { ...opened, expiry: { on: true, date: '2026-11-22', time: '13:05' } }
    expect(toModify(later, { ...key, timeZone })).toEqual({ expiryDate: now + 24 * 60 * 60_000 })
  })
  test('untouched sends nothing, not even the milliseconds of its expiry', () => {
    expect(toModify(formOf(key), key)).toEqual({})
  })
  test('sends what was changed and nothing else', () => {
    expect(toModify({ ...formOf(key), description: 'nightly builds' }, key)).toEqual({ description: 'nightly builds' })
  })
  test('keeps the blank that its name ends with, whatever else is changed', () => {
    const blank = { ...key, keyName: 'ci ' }
    expect(toModify({ ...formOf(blank), description: '' }, blank)).toEqual({ description: '' })
    expect(toModify({ ...formOf(blank), keyName: 'ci 2 ' }, blank)).toEqual({ keyName: 'ci 2' })
  })
  test('loses its expiry by a zero', () => {
    expect(toModify({ ...formOf(key), expiry: noExpiry }, key)).toEqual({ expiryDate: 0 })
  })
  test('keeps an expiry that has passed, and takes no new one in the past', () => {
    expect(faultsOf(formOf(key), now + 60_000, key)).toEqual({})
    const past = { on: true, date: '2020-01-01', time: '00:00' }
    expect(faultsOf({ ...formOf(key), expiry: past }, now, key)).toEqual({ expiryDate: 'past' })
  })
  test('that never expired takes no time that does not exist', () => {
    const { expiryDate: _, ...lasting } = key
    const skipped = { on: true, date: '2027-03-28', time: '02:30' }
    expect(faultsOf({ ...formOf(lasting), expiry: skipped }, now, lasting)).toEqual({ expiryDate: 'never' })
  })
})

describe('another zone', () => {
  const expiring = { ...form, expiry: { on: true, date: '2026-12-24', time: '18:00' } }
  test('keeps the moment, and the clock shows another time', () => {
    const moved = inZone(expiring, 'Asia/Tokyo', 'moment')
    expect(momentOf(moved)).toBe(momentOf(expiring))
    expect(moved.expiry).toMatchObject({ date: '2026-12-25', time: '02:00' })
  })
  test('or keeps the clock, and the moment is another', () => {
    const moved = inZone(expiring, 'Asia/Tokyo', 'wall')
    expect(moved.expiry).toMatchObject({ date: '2026-12-24', time: '18:00' })
    expect(momentOf(moved)).toBe((momentOf(expiring) ?? 0) - 8 * 3_600_000)
  })
})

describe('what keeps the form from being sent', () => {
  test.each([
    [{ keyName: '  ' }, { keyName: 'nameGiven' }],
    [{ keyName: 'x'.repeat(255) }, { keyName: 'tooLong' }],
    [{ roleID: undefined }, { roleID: 'chooseRole' }],
    [{ expiry: { on: true, date: '', time: '' } }, { expiryDate: 'unreadable' }],
    [{ expiry: { on: true, date: '2027-03-28', time: '02:30' } }, { expiryDate: 'never' }],
    [{ expiry: { on: true, date: '2027-10-31', time: '02:30' } }, { expiryDate: 'twice' }],
    [{ expiry: { on: true, date: '2027-10-31', time: '02:30', fold: 'later' } }, {}],
    [{ expiry: { on: true, date: '2026-11-21', time: '23:59' } }, {}],
  ] as const)('%j has %j', (part, faults) => {
    expect(faultsOf({ ...form, ...part }, now)).toEqual(faults)
  })
})

test('a duplicate has neither name nor expiry, and is not locked out', () => {
  expect(duplicateOf({ ...key, active: false })).toMatchObject({
    keyName: '',
    expiry: noExpiry,
    active: true,
    roleID: 2,
  })
})

test('what others changed meanwhile is found, and what the manager counts is not', () => {
  const read = { ...key, roleID: 3, unsuccessfulSignInAttempts: 4, lastSignIn: key.created }
  expect(differences(key, read)).toEqual(['roleID'])
})
