import type { Database } from '@latchkey/database'
import type { ConsoleTables } from './database/tables.ts'

const states = ['running', 'unknown', 'flagged', 'sealed'] as const

/** How much of what is kept there is now: a rising number of unknown or flagged ones calls for a person. */
export async function countsOf({ kysely }: Database<ConsoleTables>): Promise<Record<string, number>> {
  const counted = async (query: { executeTakeFirst: () => Promise<{ found: unknown } | undefined> }) =>
    Number((await query.executeTakeFirst())?.found ?? 0)
  const all = (table: 'browser_sessions' | 'unconfirmed_secrets' | 'lock_outs') =>
    counted(kysely.selectFrom(table).select((rows) => rows.fn.countAll().as('found')))
  const rows = await kysely
    .selectFrom('issuances')
    .select((given) => ['state', given.fn.countAll().as('found')])
    .groupBy('state')
    .execute()
  const issuances = states.map((state) => [
    `latchkey_issuances_${state}`,
    Number(rows.find((row) => row.state === state)?.found ?? 0),
  ])
  return {
    latchkey_browser_sessions: await all('browser_sessions'),
    latchkey_unconfirmed_secrets: await all('unconfirmed_secrets'),
    latchkey_unconfirmed_lock_outs: await all('lock_outs'),
    ...Object.fromEntries(issuances),
  }
}
