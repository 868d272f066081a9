import {
  createApiKeySchema,
  modifyAdministratorSchema,
  modifyApiKeySchema,
  modifyRoleSchema,
  searchFilterSchema,
} from '@latchkey/contract'
import { beforeAll, expect, test } from 'vitest'
import type { z } from 'zod'
import { speakOfValidation } from './validation-sentences.ts'

beforeAll(speakOfValidation)

const saidOf = (schema: z.ZodType, body: unknown): string => {
  const [issue] = schema.safeParse(body).error?.issues ?? []
  return `${issue?.path.join('.')}: ${issue?.message}`
}

test.each([
  [createApiKeySchema, { keyName: 'CI' }, 'roleID: is missing'],
  [createApiKeySchema, { keyName: ' ', roleID: 2 }, 'keyName: cannot be blank'],
  [modifyApiKeySchema, { keyName: 5 }, 'keyName: must be text'],
  [modifyApiKeySchema, { roleID: 'two' }, 'roleID: must be a number'],
  [modifyApiKeySchema, { roleID: -1 }, 'roleID: cannot be less than 0'],
  [modifyApiKeySchema, { expiryDate: '2027-01-01' }, 'expiryDate: must be whole milliseconds since 1970-01-01 UTC'],
  [modifyApiKeySchema, { expiryDate: 1.5 }, 'expiryDate: must be whole milliseconds since 1970-01-01 UTC'],
  [modifyApiKeySchema, { active: 'maybe' }, 'active: must be true or false'],
  [modifyApiKeySchema, { locale: 'en_US' }, 'locale: must be "en-US" or "ja-JP"'],
  [
    modifyAdministratorSchema,
    { emailAddress: 'root@localhost' },
    'emailAddress: must be empty or like name@example.com',
  ],
  [modifyRoleSchema, { rights: 'all' }, 'rights: must be an object'],
  [modifyRoleSchema, { rights: { platformRights: true } }, 'rights.platformRights: must be an object'],
  [searchFilterSchema, { maxItems: -1 }, 'maxItems: cannot be less than 0'],
  [searchFilterSchema, { searchCriteria: 'x' }, 'searchCriteria: must be a list'],
  [
    searchFilterSchema,
    { searchCriteria: [{ fieldName: 'keyName', stringTest: 'equals' }] },
    'searchCriteria: 0.stringTest must be "equal" or "not-equal"',
  ],
  [
    searchFilterSchema,
    { searchCriteria: { fieldName: 'created', firstDateValue: '2027-01-01' } },
    'searchCriteria: firstDateValue must be a number',
  ],
])('%# says %s', (schema, body, sentence) => {
  expect(saidOf(schema, body)).toBe(sentence)
})
