import { createTenantSchema } from '@latchkey/contract'
import { expect, test } from 'vitest'
import { emptyTenant, faultsOf, toCreate } from './tenant-form.ts'

const whole = {
  ...emptyTenant('Asia/Tokyo'),
  name: ' Branch ',
  username: 'head',
  emailAddress: 'head@example.com',
  password: 'a long pass phrase',
  passwordAgain: 'a long pass phrase',
}

test('a tenant needs a name and its first administrator', () => {
  expect(Object.keys(faultsOf(emptyTenant('Etc/UTC')))).toEqual(['name', 'username', 'emailAddress', 'password'])
  expect(faultsOf({ ...whole, passwordAgain: 'another' })).toEqual({ passwordAgain: 'passwordsDiffer' })
  expect(faultsOf(whole)).toEqual({})
})

test('what is sent is what the manager takes', () => {
  const body = toCreate(whole, 'ja-JP')
  expect(body).toMatchObject({ name: 'Branch', locale: 'ja-JP', administrator: { username: 'head' } })
  expect(createTenantSchema.safeParse(body).success).toBe(true)
})
