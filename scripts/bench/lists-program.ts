// Runs beside the bench, on a core of its own: node lists-program.ts ADDRESS KEYS prints the figures of L1 and L2 as JSON.
import { setImmediate as nextTurn } from 'node:timers/promises'
import { openDatabase } from '@latchkey/database'
import {
  buildManager,
  createApiKeyPages,
  createFirstAdministrator,
  jsonList,
  migrateManager,
} from '@latchkey/manager/build-app'
import { createLogger } from '@latchkey/server'
import { uncounted } from '@latchkey/server/limits'
import { sql } from 'kysely'
import { statementsToFill } from './fill.ts'
import { interleaved, median } from './rounds.ts'

const [url = '', count = ''] = process.argv.slice(2)
const keys = Number(count)
const firstID = 1_000
const host = 'localhost:80'
const person = { userName: 'bench', password: 'a long pass phrase' }

const dependencies: Parameters<typeof buildManager>[0] = {
  database: await openDatabase({ url, schema: 'lists' }),
  keys: { pepper: Buffer.alloc(32, 1), master: Buffer.alloc(32, 2) },
  clock: Date.now,
  logger: createLogger({ write: () => undefined }),
  hosts: () => [host],
  profile: 'full',
  rateLimits: uncounted,
}
const { kysely } = dependencies.database
await migrateManager(dependencies.database)
const app = await buildManager(dependencies)
await createFirstAdministrator(dependencies, person)
for (const statement of statementsToFill(firstID, keys)) await sql.raw(statement).execute(kysely)
await sql.raw('ANALYZE').execute(kysely)

const call = async (method: 'GET' | 'POST', path: string, headers: Readonly<Record<string, string>>, body?: object) => {
  const answer = await app.inject({
    method,
    url: path,
    headers: { host, 'api-version': 'v1', ...headers },
    ...(body && { payload: body }),
  })
  if (answer.statusCode !== 200) throw new Error(`${method} ${path}: ${answer.statusCode} ${answer.body}`)
  return answer
}
const signedIn = await call('POST', '/api/sessions', {}, person)
const session = {
  cookie: String(signedIn.headers['set-cookie']).split(';')[0] ?? '',
  rid: signedIn.json<{ RID: string }>().RID,
}
const searched = (criterion: object, maxItems: number) =>
  call('POST', '/api/apikeys/search', session, { maxItems, searchCriteria: [criterion] })
const after = (ID: number, maxItems = 100) => searched({ idTest: 'greater-than', idValue: ID }, maxItems)
const named = (part: string) =>
  searched({ fieldName: 'keyName', stringTest: 'equal', stringValue: part, stringWildcards: part.includes('%') }, 100)
const msOf = async (work: () => Promise<unknown>) => {
  const began = performance.now()
  await work()
  return performance.now() - began
}

/** One list takes as long as a pause of the collector's: the median of a few. */
const usual = (work: () => Promise<unknown>) => async () => {
  const times: number[] = []
  while (times.length < 9) times.push(await msOf(work))
  return median(times)
}

const p99 = (work: (count: number) => Promise<unknown>) => async () => {
  const times: number[] = []
  for (let one = 0; one < 200; one += 1) times.push(await msOf(() => work(one)))
  return times.toSorted((a, b) => a - b)[Math.floor(times.length * 0.99)] ?? NaN
}
const somewhere = (one: number) => firstID + ((one * 7_919_777) % keys)

/** What a list does that knows nothing better: every row becomes an object of the database's, then one of ours, then text. */
async function throughObjects(): Promise<string> {
  const { rows } = await sql<
    Record<string, unknown>
  >`SELECT * FROM api_keys WHERE tenant_id = 0 ORDER BY id LIMIT 5000`.execute(kysely)
  return JSON.stringify({
    apiKeys: rows.map((row) => ({
      keyName: row['key_name'],
      description: row['description'],
      locale: row['locale'],
      roleID: row['role_id'],
      timeZone: row['time_zone'],
      active: row['active'] === 1,
      created: row['created'],
      unsuccessfulSignInAttempts: row['attempts'],
      serviceAccount: row['service_account'] === 1,
      ID: row['id'],
    })),
  })
}

const pages = createApiKeyPages(dependencies.database)

/** The same as it is sent, without what sending it costs: the first part when there is one, and each that follows. */
async function throughText(): Promise<void> {
  const { payload } = await jsonList('apiKeys', pages(0, { searchCriteria: [], maxItems: 5_000 }))
  if (typeof payload === 'string' || Buffer.isBuffer(payload)) throw new Error('The list came at once.')
  for await (const _part of payload) continue
}

/** How long another call waits at most while everything is looked through for a part of a name. */
async function longestWait(): Promise<number> {
  const search = { isOver: false }
  const searching = named('%nowhere%').finally(() => (search.isOver = true))
  let longest = 0
  while (!search.isOver) {
    longest = Math.max(longest, await msOf(() => call('GET', `/api/apikeys/${firstID}`, session)))
    await nextTurn()
  }
  await searching
  return longest
}

const figures = await interleaved([
  { name: 'page of 100 anywhere, p99 (ms)', measure: p99((one) => after(somewhere(one))) },
  { name: 'first page, p99 (ms)', measure: p99(() => after(0)) },
  { name: 'deepest page, p99 (ms)', measure: p99(() => after(firstID + keys - 101)) },
  { name: 'exact name, p99 (ms)', measure: p99((one) => named(`key-${somewhere(one)}`)) },
  { name: 'longest wait beside a search for a part (ms)', measure: longestWait },
  { name: 'built in the database (ms)', measure: usual(throughText) },
  { name: 'rows, objects, stringify (ms)', measure: usual(throughObjects) },
])
console.log(JSON.stringify([...figures]))
await app.close()
// The next may have another number of keys.
if (dependencies.database.engine === 'postgres') await sql`DROP SCHEMA lists CASCADE`.execute(kysely)
await dependencies.database.close()
