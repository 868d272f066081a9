import type { Administrator, CreateAdministrator, ModifyAdministrator } from '@latchkey/contract'

export const userNameLengthMax = 254

const kept = [
  'username',
  'fullName',
  'description',
  'roleID',
  'locale',
  'timeZone',
  'timeFormat',
  'passwordNeverExpires',
  'active',
  'phoneNumber',
  'mobileNumber',
  'pagerNumber',
  'emailAddress',
  'primaryContact',
  'receiveNotifications',
  'reportPDFPasswordEnabled',
] as const
export type KeptField = (typeof kept)[number]
type Kept = Pick<Administrator, KeptField>

export interface UserForm extends Omit<Kept, 'roleID'> {
  readonly roleID: number | undefined
  /** Asked of new users only; later it has a window of its own. */
  readonly password: string
  readonly passwordAgain: string
}

export type UserField = KeptField | 'password' | 'passwordAgain'
export type UserFault =
  | 'userNameGiven'
  | 'tooLong'
  | 'chooseUserRole'
  | 'passwordGiven'
  | 'passwordsDiffer'
  | 'mailNeeded'

export const emptyUser = (locale: Administrator['locale'], timeZone: string): UserForm => ({
  username: '',
  fullName: '',
  description: '',
  roleID: undefined,
  locale,
  timeZone,
  timeFormat: '24',
  passwordNeverExpires: false,
  active: true,
  phoneNumber: '',
  mobileNumber: '',
  pagerNumber: '',
  emailAddress: '',
  primaryContact: false,
  receiveNotifications: false,
  reportPDFPasswordEnabled: false,
  password: '',
  passwordAgain: '',
})

export const formOf = (user: Administrator): UserForm => ({
  ...emptyUser(user.locale, user.timeZone),
  ...Object.fromEntries(kept.map((field) => [field, user[field]])),
})

/** The fields that say themselves what the server refused of them. */
export const refusable = ({ username, fullName, description, roleID, ...form }: UserForm) => ({
  username,
  fullName,
  description,
  roleID,
  phoneNumber: form.phoneNumber,
  mobileNumber: form.mobileNumber,
  pagerNumber: form.pagerNumber,
  emailAddress: form.emailAddress,
})

export function faultsOf(form: UserForm, isNew: boolean): Partial<Record<UserField, UserFault>> {
  const name = form.username.trim()
  const needsMail = (form.primaryContact || form.receiveNotifications) && form.emailAddress.trim() === ''
  return {
    ...(name === '' && { username: 'userNameGiven' as const }),
    ...(name.length > userNameLengthMax && { username: 'tooLong' as const }),
    ...(form.roleID === undefined && { roleID: 'chooseUserRole' as const }),
    ...(isNew && passwordFaults(form)),
    ...(needsMail && { emailAddress: 'mailNeeded' as const }),
  }
}

export function passwordFaults({
  password,
  passwordAgain,
}: Pick<UserForm, 'password' | 'passwordAgain'>): Partial<Record<'password' | 'passwordAgain', UserFault>> {
  if (password === '') return { password: 'passwordGiven' }
  return password === passwordAgain ? {} : { passwordAgain: 'passwordsDiffer' }
}

const sent = ({ password: _password, passwordAgain: _again, roleID = 0, ...form }: UserForm): Kept => ({
  ...form,
  roleID,
  username: form.username.trim(),
  emailAddress: form.emailAddress.trim(),
})

export const toCreate = (form: UserForm): CreateAdministrator => ({ ...sent(form), password: form.password })

/** Only what was changed. */
export function toModify(form: UserForm, before: Administrator): ModifyAdministrator {
  const after = sent(form)
  return Object.fromEntries(
    kept.filter((field) => after[field] !== before[field]).map((field) => [field, after[field]]),
  )
}

/** What somebody else changed between two readings of one user. */
export const differences = (before: Administrator, now: Administrator): readonly KeptField[] =>
  kept.filter((field) => before[field] !== now[field])
