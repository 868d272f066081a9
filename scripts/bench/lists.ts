// L2 of the goals: a list that the database builds, beside one made of rows, objects and JSON.stringify.
import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { fillWithKeys } from './fill.ts'
import { createPlace, signInAt } from './product.ts'
import { startProgram } from './program.ts'
import { ratioLine, report } from './report.ts'
import { interleaved } from './rounds.ts'

const keys = 5_000
const answers = 20

export async function benchLists(folder: string): Promise<void> {
  const place = createPlace()
  try {
    fillWithKeys(place.data, keys)
    const copy = join(folder, 'list')
    cpSync(place.data, copy, { recursive: true })
    const started = await place.start()
    const objects = await startProgram(folder, 'objects.mjs', programOf(join(copy, 'manager.sqlite')))
    try {
      const session = await signInAt(started.manager)
      const perAnswer = (url: string, headers: Readonly<Record<string, string>>) => async () => {
        const began = performance.now()
        for (let count = 0; count < answers; count += 1) {
          const list = (await (await fetch(url, { headers })).json()) as { apiKeys: unknown[] }
          if (list.apiKeys.length !== keys) throw new Error(`${url} answers ${list.apiKeys.length} keys`)
        }
        return (performance.now() - began) / answers
      }
      const figures = await interleaved([
        { name: 'built in the database (ms)', measure: perAnswer(`${started.manager}/api/apikeys`, session) },
        { name: 'rows, objects, stringify (ms)', measure: perAnswer(objects.url, {}) },
      ])
      const line = ratioLine(figures, {
        goal: 'L2',
        what: `${keys} keys to the last byte against rows, objects and stringify`,
        ours: 'built in the database (ms)',
        base: 'rows, objects, stringify (ms)',
        bound: { atMost: 0.4 },
      })
      report('manager: long lists', figures, [line])
    } finally {
      await objects.stop()
      await started.stop()
    }
  } finally {
    place.dispose()
  }
}

/** What a server does that knows nothing better: every row becomes an object of the database's, then one of ours, then text. */
const programOf = (file: string): string => `import { createServer } from 'node:http'
import { DatabaseSync } from 'node:sqlite'
const rows = new DatabaseSync(${JSON.stringify(file)}).prepare('SELECT * FROM api_keys WHERE tenant_id = ? ORDER BY id')
createServer((request, reply) => {
  const apiKeys = rows.all(0).map((row) => ({ keyName: row.key_name, description: row.description, locale: row.locale,
    roleID: row.role_id, timeZone: row.time_zone, active: row.active === 1, created: row.created,
    unsuccessfulSignInAttempts: row.attempts, serviceAccount: row.service_account === 1, ID: row.id }))
  reply.setHeader('content-type', 'application/json')
  reply.end(JSON.stringify({ apiKeys }))
}).listen(0, '127.0.0.1', function () { console.log(this.address().port) })`
