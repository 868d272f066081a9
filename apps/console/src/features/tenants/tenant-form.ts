import type { CreateTenant, Locale } from '@latchkey/contract'

export interface TenantForm {
  readonly name: string
  readonly description: string
  readonly timeZone: string
  readonly username: string
  readonly emailAddress: string
  readonly password: string
  readonly passwordAgain: string
}
export type TenantField = Exclude<keyof TenantForm, 'description' | 'timeZone'>
export type TenantFault = 'tenantNameGiven' | 'userNameGiven' | 'addressGiven' | 'passwordGiven' | 'passwordsDiffer'

export const emptyTenant = (timeZone: string): TenantForm => ({
  name: '',
  description: '',
  timeZone,
  username: '',
  emailAddress: '',
  password: '',
  passwordAgain: '',
})

export function faultsOf(form: TenantForm): Partial<Record<TenantField, TenantFault>> {
  return {
    ...(form.name.trim() === '' && { name: 'tenantNameGiven' as const }),
    ...(form.username.trim() === '' && { username: 'userNameGiven' as const }),
    ...(form.emailAddress.trim() === '' && { emailAddress: 'addressGiven' as const }),
    ...(form.password === '' && { password: 'passwordGiven' as const }),
    ...(form.password !== form.passwordAgain && { passwordAgain: 'passwordsDiffer' as const }),
  }
}

/** The first user has full access of the new tenant, and of nothing else. */
export const toCreate = (form: TenantForm, locale: Locale): CreateTenant => ({
  name: form.name.trim(),
  description: form.description,
  timeZone: form.timeZone,
  locale,
  administrator: {
    username: form.username.trim(),
    password: form.password,
    emailAddress: form.emailAddress.trim(),
  },
})
