import type { Database } from '@latchkey/database'
import { sql } from 'kysely'
import type { ManagerTables } from '../../database/tables.ts'
import { createJsonPages, jsonFlag, jsonOptional } from '../../search/json-pages.ts'
import { searchable } from './api-key-repository.ts'

/** The same text as describing a key gives. */
export const createApiKeyPages = (database: Database<ManagerTables>) =>
  createJsonPages(database, {
    table: 'api_keys',
    searchable,
    // A locale and a zone, which are of lists or this machine's own, have nothing in them that JSON would write otherwise.
    object: (text) => sql<string>`
      concat('{"keyName":', ${text('key_name')}, ',"description":', ${text('description')}, ',"locale":"', locale,
      '","roleID":', role_id, ',"timeZone":"', time_zone, '","active":', ${jsonFlag('active')},
      ',"created":', created, ${jsonOptional('lastSignIn', 'last_sign_in')}, ${jsonOptional('unlockTime', 'unlock_time')},
      ',"unsuccessfulSignInAttempts":', attempts, ${jsonOptional('expiryDate', 'expiry_date')},
      ',"serviceAccount":', ${jsonFlag('service_account')}, ',"ID":', id, '}')`,
  })
