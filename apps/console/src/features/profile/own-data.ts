import type { Administrator, ModifyCurrentAdministrator } from '@latchkey/contract'

const kept = [
  'fullName',
  'locale',
  'timeZone',
  'timeFormat',
  'phoneNumber',
  'mobileNumber',
  'pagerNumber',
  'emailAddress',
  'receiveNotifications',
] as const
export type OwnField = (typeof kept)[number]
export type OwnData = Pick<Administrator, OwnField>

export const dataOf = (own: Administrator): OwnData => ({
  fullName: own.fullName,
  locale: own.locale,
  timeZone: own.timeZone,
  timeFormat: own.timeFormat,
  phoneNumber: own.phoneNumber,
  mobileNumber: own.mobileNumber,
  pagerNumber: own.pagerNumber,
  emailAddress: own.emailAddress,
  receiveNotifications: own.receiveNotifications,
})

/** Only what was changed. */
export const ownChange = (data: OwnData, before: Administrator): ModifyCurrentAdministrator =>
  Object.fromEntries(kept.filter((field) => data[field] !== before[field]).map((field) => [field, data[field]]))
