import type { ApiKey } from '@latchkey/contract'

/** A key with nothing special about it but what is named. */
export const keyWith = (ID: number, keyName = `key ${ID}`, more: Partial<ApiKey> = {}): ApiKey => ({
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
  ...more,
})
