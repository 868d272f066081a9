import type { Administrator } from '@latchkey/contract'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { differences, emptyUser, faultsOf, formOf, passwordFaults, toCreate, toModify } from './user-form.ts'

const user: Administrator = {
  username: 'mori',
  fullName: 'Mori Aiko',
  description: '',
  roleID: 4,
  locale: 'ja-JP',
  timeZone: 'Asia/Tokyo',
  timeFormat: '24',
  passwordNeverExpires: false,
  active: true,
  mfaType: 'none',
  phoneNumber: '',
  mobileNumber: '',
  pagerNumber: '',
  emailAddress: 'mori@example.com',
  primaryContact: false,
  receiveNotifications: false,
  reportPDFPasswordEnabled: false,
  created: 1,
  lastPasswordChange: 1,
  unsuccessfulSignInAttempts: 0,
  external: false,
  type: 'normal',
  readOnly: false,
  ID: 9,
  UTCOffset: 'UTC+9.00',
}

describe('a user in the window', () => {
  test('that was not touched sends nothing', () => {
    expect(toModify(formOf(user), user)).toEqual({})
  })

  test('sends exactly what changed, and never a password or a second factor', () => {
    const change = fc.record(
      { fullName: fc.string(), roleID: fc.nat(), active: fc.boolean(), phoneNumber: fc.string() },
      { requiredKeys: [] },
    )
    fc.assert(
      fc.property(change, (part) => {
        const changed = { ...user, ...part }
        expect(toModify({ ...formOf(user), ...part }, user)).toEqual(
          Object.fromEntries(differences(user, changed).map((field) => [field, changed[field]])),
        )
      }),
    )
    expect(toModify({ ...formOf(user), password: 'something else' }, user)).toEqual({})
  })

  test('that is new has a name without blanks, a role and a password', () => {
    const form = { ...emptyUser('en-US', 'Etc/UTC'), username: ' new ', roleID: 2, password: 'x', passwordAgain: 'x' }
    expect(faultsOf(form, true)).toEqual({})
    expect(toCreate(form)).toMatchObject({ username: 'new', roleID: 2, password: 'x' })
    expect(toCreate(form)).not.toHaveProperty('passwordAgain')
    expect(faultsOf(emptyUser('en-US', 'Etc/UTC'), true)).toEqual({
      username: 'userNameGiven',
      roleID: 'chooseUserRole',
      password: 'passwordGiven',
    })
  })

  test('needs an address for what is sent there', () => {
    expect(faultsOf({ ...formOf(user), emailAddress: ' ', receiveNotifications: true }, false)).toEqual({
      emailAddress: 'mailNeeded',
    })
  })

  test('two passwords have to be one', () => {
    expect(passwordFaults({ password: 'a', passwordAgain: 'b' })).toEqual({ passwordAgain: 'passwordsDiffer' })
  })
})
