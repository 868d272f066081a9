import { createHash } from 'node:crypto'
import { migrate, type Database, type Migration } from '@latchkey/database'
import { sql, type Kysely } from 'kysely'
import type { ManagerTables } from './tables.ts'

const statements0001 = `
CREATE TABLE id_sequences (name text PRIMARY KEY, value bigint NOT NULL);
CREATE TABLE tenants (id bigint PRIMARY KEY, name text NOT NULL, name_folded text NOT NULL UNIQUE, guid text NOT NULL,
  time_zone text NOT NULL, created bigint NOT NULL);
CREATE TABLE roles (tenant_id bigint NOT NULL REFERENCES tenants (id), id bigint NOT NULL, name text NOT NULL, name_folded text NOT NULL,
  description text NOT NULL, description_folded text NOT NULL, immutable integer NOT NULL, only_equal_or_lesser integer NOT NULL,
  all_computers integer NOT NULL, all_policies integer NOT NULL, allow_user_interface integer NOT NULL, allow_web_service integer NOT NULL,
  rights text NOT NULL, computer_ids text NOT NULL, computer_group_ids text NOT NULL, policy_ids text NOT NULL,
  PRIMARY KEY (tenant_id, id), UNIQUE (tenant_id, name_folded));
CREATE TABLE principals (id bigint PRIMARY KEY, tenant_id bigint NOT NULL REFERENCES tenants (id), kind text NOT NULL,
  name_folded text NOT NULL, UNIQUE (tenant_id, name_folded));
CREATE TABLE administrators (id bigint PRIMARY KEY REFERENCES principals (id), tenant_id bigint NOT NULL, username text NOT NULL,
  username_folded text NOT NULL, full_name text NOT NULL, role_id bigint NOT NULL, locale text NOT NULL, time_zone text NOT NULL,
  active integer NOT NULL, password_hash text NOT NULL, created bigint NOT NULL, last_password_change bigint NOT NULL,
  last_sign_in bigint, unlock_time bigint, attempts bigint NOT NULL, FOREIGN KEY (tenant_id, role_id) REFERENCES roles (tenant_id, id));
CREATE INDEX administrators_by_role ON administrators (tenant_id, role_id);
CREATE TABLE api_keys (id bigint PRIMARY KEY REFERENCES principals (id), tenant_id bigint NOT NULL, key_name text NOT NULL,
  key_name_folded text NOT NULL, description text NOT NULL, description_folded text NOT NULL, locale text NOT NULL,
  role_id bigint NOT NULL, time_zone text NOT NULL, time_zone_folded text NOT NULL, active integer NOT NULL, created bigint NOT NULL,
  last_sign_in bigint, unlock_time bigint, attempts bigint NOT NULL, expiry_date bigint, service_account integer NOT NULL,
  secret_digest text NOT NULL, pepper_version integer NOT NULL, FOREIGN KEY (tenant_id, role_id) REFERENCES roles (tenant_id, id));
CREATE INDEX api_keys_by_id ON api_keys (tenant_id, id);
CREATE INDEX api_keys_by_name ON api_keys (tenant_id, key_name_folded);
CREATE INDEX api_keys_by_role ON api_keys (tenant_id, role_id);
CREATE TABLE sessions (digest text PRIMARY KEY, tenant_id bigint NOT NULL, administrator_id bigint NOT NULL REFERENCES administrators (id),
  rid_digest text, created bigint NOT NULL, last_activity bigint NOT NULL);
CREATE INDEX sessions_by_administrator ON sessions (administrator_id);
CREATE TABLE system_events (id bigint PRIMARY KEY, tenant_id bigint NOT NULL, time bigint NOT NULL, level integer NOT NULL,
  number integer NOT NULL, event text NOT NULL, target_kind text NOT NULL, target_id bigint, target_name text NOT NULL,
  performed_by_id bigint, performed_by_name text NOT NULL, description text NOT NULL);
CREATE INDEX system_events_by_tenant ON system_events (tenant_id, id);
INSERT INTO id_sequences VALUES ('principal', 0), ('tenant', 0), ('role', 2), ('system-event', 0)`

const texts0002 = ['description', 'phone_number', 'mobile_number', 'pager_number', 'email_address']
const flags0002 = [
  'password_never_expires',
  'primary_contact',
  'receive_notifications',
  'report_pdf_password_enabled',
  'external',
  'read_only',
]
const columns0002 = [
  ...texts0002.flatMap((name) => [`${name} text NOT NULL DEFAULT ''`, `${name}_folded text NOT NULL DEFAULT ''`]),
  ...flags0002.map((name) => `${name} integer NOT NULL DEFAULT 0`),
  ...['full_name_folded', 'time_zone_folded'].map((name) => `${name} text NOT NULL DEFAULT ''`),
  `time_format text NOT NULL DEFAULT '24'`,
  `mfa_type text NOT NULL DEFAULT 'none'`,
  `user_type text NOT NULL DEFAULT 'normal'`,
  'attempted bigint',
]
const statements0002 = [
  ...columns0002.map((column) => `ALTER TABLE administrators ADD COLUMN ${column}`),
  'UPDATE administrators SET full_name_folded = lower(full_name), time_zone_folded = lower(time_zone)',
  `INSERT INTO id_sequences VALUES ('sign-ins-of-nobody', 0)`,
].join(';')

const statements0003 = 'CREATE TABLE set_up_tokens (digest text PRIMARY KEY, expires bigint NOT NULL)'

const columns0004 = [
  ...['description', 'description_folded', 'guid_folded', 'time_zone_folded'].map(
    (name) => `${name} text NOT NULL DEFAULT ''`,
  ),
  `locale text NOT NULL DEFAULT 'en-US'`,
  `modules_visible text NOT NULL DEFAULT '["all"]'`,
  `state text NOT NULL DEFAULT 'active'`,
  'demo_mode integer NOT NULL DEFAULT 0',
  'hide_unlicensed_modules integer NOT NULL DEFAULT 0',
]
const statements0004 = [
  ...columns0004.map((column) => `ALTER TABLE tenants ADD COLUMN ${column}`),
  'UPDATE tenants SET guid_folded = lower(guid), time_zone_folded = lower(time_zone)',
].join(';')

const statements0005 = `
CREATE TABLE system_settings (tenant_id bigint NOT NULL REFERENCES tenants (id), name text NOT NULL, value text NOT NULL,
  PRIMARY KEY (tenant_id, name));
DELETE FROM sessions;
ALTER TABLE sessions ADD COLUMN handle text NOT NULL DEFAULT '';
CREATE UNIQUE INDEX sessions_by_handle ON sessions (handle)`

const statements0006 = `
CREATE TABLE second_factors (administrator_id bigint PRIMARY KEY REFERENCES administrators (id) ON DELETE CASCADE,
  sealed_seed text NOT NULL, confirmed integer NOT NULL, last_step bigint NOT NULL);
CREATE TABLE recovery_codes (administrator_id bigint NOT NULL REFERENCES administrators (id) ON DELETE CASCADE, digest text NOT NULL,
  PRIMARY KEY (administrator_id, digest))`

const statements0007 = `
ALTER TABLE api_keys ADD COLUMN modified bigint NOT NULL DEFAULT 0;
UPDATE api_keys SET modified = created;
ALTER TABLE roles ADD COLUMN modified bigint NOT NULL DEFAULT 0;
CREATE TABLE clusters (id text PRIMARY KEY, tenant_id bigint NOT NULL REFERENCES tenants (id), name text NOT NULL,
  description text NOT NULL, group_id text NOT NULL, policy_id text NOT NULL, resource_id text NOT NULL,
  created bigint NOT NULL, modified bigint NOT NULL, registered_by_id bigint NOT NULL, token_digest text NOT NULL,
  UNIQUE (tenant_id, name))`
const statements0008 = [
  ...['target_name', 'performed_by_name', 'description'].map(
    (name) => `ALTER TABLE system_events ADD COLUMN ${name}_folded text NOT NULL DEFAULT ''`,
  ),
  `UPDATE system_events SET target_name_folded = lower(target_name), performed_by_name_folded = lower(performed_by_name),
    description_folded = lower(description)`,
  'CREATE INDEX system_events_by_time ON system_events (tenant_id, time)',
  'CREATE INDEX system_events_by_target ON system_events (tenant_id, target_id, id)',
  'CREATE INDEX system_events_by_person ON system_events (tenant_id, performed_by_id, id)',
  'ALTER TABLE api_keys ADD COLUMN expiry_to_tell bigint',
  'UPDATE api_keys SET expiry_to_tell = expiry_date',
  'CREATE INDEX api_keys_by_expiry ON api_keys (expiry_to_tell)',
  `CREATE TABLE api_usage_metrics (id bigint PRIMARY KEY, tenant_id bigint NOT NULL, api_type text NOT NULL, action text NOT NULL,
    method text NOT NULL, date bigint NOT NULL, tenant_guid text NOT NULL, duration bigint NOT NULL, status_code integer NOT NULL,
    authentication_method text NOT NULL, response_item_count bigint)`,
  'CREATE INDEX api_usage_metrics_by_tenant ON api_usage_metrics (tenant_id, id)',
  'CREATE INDEX api_usage_metrics_by_date ON api_usage_metrics (tenant_id, date)',
  `INSERT INTO id_sequences VALUES ('api-usage-metric', 0)`,
].join(';')

// What people filter events by stands in the index they are read by, so that those passed over cost next to nothing.
const statements0009 = `
DROP INDEX system_events_by_tenant;
DROP INDEX system_events_by_person;
CREATE INDEX system_events_by_tenant ON system_events (tenant_id, id, time, number, level, performed_by_id, target_kind)`

// Of the tries that were counted, how many are still being looked at.
const statements0010 = 'ALTER TABLE administrators ADD COLUMN attempts_running bigint NOT NULL DEFAULT 0'

/** What is read in every call is a digest of the rights and not the long text of them. */
async function addRightsDigests(transaction: Kysely<unknown>): Promise<void> {
  await run(transaction, `ALTER TABLE roles ADD COLUMN rights_digest text NOT NULL DEFAULT ''`)
  const { rows } = await sql<{ rights: string }>`SELECT DISTINCT rights FROM roles`.execute(transaction)
  for (const { rights } of rows) {
    const digest = createHash('sha256').update(rights).digest('base64')
    await sql`UPDATE roles SET rights_digest = ${digest} WHERE rights = ${rights}`.execute(transaction)
  }
}

// When it was last known to be, so that a clock set back makes nothing good again that had expired.
const statements0012 = `CREATE TABLE latest_moment (latest bigint NOT NULL); INSERT INTO latest_moment VALUES (0)`

// Known to the newer product alone: unset until somebody sets them.
const statements0013 = `ALTER TABLE roles ADD COLUMN allow_manage_link integer; ALTER TABLE roles ADD COLUMN allow_migration integer`

const migrations: readonly Migration[] = [
  { name: '0001-beginning', up: (transaction) => run(transaction, statements0001) },
  { name: '0002-administrators', up: (transaction) => run(transaction, statements0002) },
  { name: '0003-set-up', up: (transaction) => run(transaction, statements0003) },
  { name: '0004-tenants', up: (transaction) => run(transaction, statements0004) },
  { name: '0005-system-settings', up: (transaction) => run(transaction, statements0005) },
  { name: '0006-second-factors', up: (transaction) => run(transaction, statements0006) },
  { name: '0007-vision-one', up: (transaction) => run(transaction, statements0007) },
  { name: '0008-events-and-usage', up: (transaction) => run(transaction, statements0008) },
  { name: '0009-event-filters', up: (transaction) => run(transaction, statements0009) },
  { name: '0010-attempts-running', up: (transaction) => run(transaction, statements0010) },
  { name: '0011-rights-digests', up: addRightsDigests },
  { name: '0012-latest-moment', up: (transaction) => run(transaction, statements0012) },
  { name: '0013-newer-flags-of-roles', up: (transaction) => run(transaction, statements0013) },
]

async function run(transaction: Kysely<unknown>, statements: string): Promise<void> {
  for (const statement of statements.split(';')) await sql.raw(statement).execute(transaction)
}

export const migrateManager = (database: Database<ManagerTables>): Promise<void> => migrate(database, migrations)
