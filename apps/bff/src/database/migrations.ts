import { migrate, type Database, type Engine, type Migration } from '@latchkey/database'
import { sql, type Kysely } from 'kysely'
import type { ConsoleTables } from './tables.ts'

const statements0002 = `
CREATE TABLE activity (sequence bigint PRIMARY KEY, scope text, time bigint NOT NULL, action text NOT NULL, outcome text NOT NULL,
  user_name text, object_kind text, object_id bigint, request_id text NOT NULL, entry text NOT NULL, hash text NOT NULL);
CREATE INDEX activity_by_scope ON activity (scope, sequence);
CREATE INDEX activity_by_object ON activity (scope, object_kind, object_id, sequence);
CREATE TABLE activity_head (id bigint PRIMARY KEY, sequence bigint NOT NULL, hash text NOT NULL);
INSERT INTO activity_head VALUES (1, 0, '');
CREATE TABLE issuances (person text NOT NULL, idempotency_key text NOT NULL, scope text NOT NULL, operation text NOT NULL,
  fingerprint text NOT NULL, public_key text NOT NULL, body text NOT NULL, state text NOT NULL, message text, field text, status bigint,
  name_folded text, api_key_id bigint, api_key text, sealed text, begun bigint NOT NULL, sent bigint, attempted bigint, changed bigint NOT NULL,
  lease bigint NOT NULL, request_id text NOT NULL, origin text NOT NULL, PRIMARY KEY (person, idempotency_key));
CREATE INDEX issuances_by_state ON issuances (state, lease);
CREATE INDEX issuances_by_key ON issuances (scope, api_key_id);
CREATE TABLE unconfirmed_secrets (scope text NOT NULL, api_key_id bigint NOT NULL, person text NOT NULL,
  idempotency_key text NOT NULL, PRIMARY KEY (scope, api_key_id));
CREATE TABLE notes (scope text NOT NULL, api_key_id bigint NOT NULL, owner text, purpose text, lock_reason text, replaces bigint,
  modified bigint NOT NULL, modified_by text NOT NULL, PRIMARY KEY (scope, api_key_id))`

const statements0007 = `
CREATE TABLE lock_outs_of_each (scope text NOT NULL, api_key_id bigint NOT NULL, person text NOT NULL, begun bigint NOT NULL,
  tries bigint NOT NULL, lease bigint NOT NULL, origin text NOT NULL, PRIMARY KEY (scope, api_key_id, person));
INSERT INTO lock_outs_of_each SELECT scope, api_key_id, person, begun, tries, lease, origin FROM lock_outs;
DROP TABLE lock_outs;
ALTER TABLE lock_outs_of_each RENAME TO lock_outs`

const migrationsFor = (engine: Engine): readonly Migration[] => [
  {
    name: '0001-browser-sessions',
    up: async (transaction) => {
      await sql`CREATE TABLE browser_sessions (digest text PRIMARY KEY, person text NOT NULL, sealed text NOT NULL,
        created bigint NOT NULL, last_seen bigint NOT NULL)`.execute(transaction)
      await sql`CREATE INDEX browser_sessions_by_person ON browser_sessions (person, created)`.execute(transaction)
    },
  },
  {
    name: '0002-issuance-activity-notes',
    up: async (transaction) => {
      for (const statement of statements0002.split(';')) await sql.raw(statement).execute(transaction)
      await keepActivity(transaction, engine)
    },
  },
  {
    name: '0003-keys-for-tenants',
    up: async (transaction) => {
      await sql`ALTER TABLE issuances ADD COLUMN tenant_id bigint`.execute(transaction)
    },
  },
  {
    name: '0004-lock-outs',
    up: async (transaction) => {
      await sql`CREATE TABLE lock_outs (scope text NOT NULL, api_key_id bigint NOT NULL, person text NOT NULL, begun bigint NOT NULL,
        tries bigint NOT NULL, lease bigint NOT NULL, origin text NOT NULL, PRIMARY KEY (scope, api_key_id))`.execute(
        transaction,
      )
    },
  },
  {
    name: '0005-notes-in-words',
    up: async (transaction) => {
      await sql`ALTER TABLE notes ADD COLUMN note text`.execute(transaction)
    },
  },
  {
    name: '0006-own-manager',
    up: async (transaction) => {
      await sql`CREATE TABLE own_manager (id bigint PRIMARY KEY, name text NOT NULL)`.execute(transaction)
    },
  },
  {
    name: '0007-lock-outs-of-each',
    up: async (transaction) => {
      for (const statement of statements0007.split(';')) await sql.raw(statement).execute(transaction)
    },
  },
]

/** What was recorded is neither changed nor taken away, by us least of all. */
async function keepActivity(transaction: Kysely<unknown>, engine: Engine): Promise<void> {
  const statements =
    engine === 'postgres'
      ? [
          `CREATE FUNCTION refuse_activity_change() RETURNS trigger LANGUAGE plpgsql AS
            $$ BEGIN RAISE EXCEPTION 'the activity is append-only'; END $$`,
          `CREATE TRIGGER activity_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON activity
            FOR EACH STATEMENT EXECUTE FUNCTION refuse_activity_change()`,
        ]
      : ['UPDATE', 'DELETE'].map(
          (change) => `CREATE TRIGGER activity_kept_from_${change} BEFORE ${change} ON activity
            BEGIN SELECT RAISE(ABORT, 'the activity is append-only'); END`,
        )
  for (const statement of statements) await sql.raw(statement).execute(transaction)
}

export const migrateConsole = (database: Database<ConsoleTables>): Promise<void> =>
  migrate(database, migrationsFor(database.engine))
