import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildProduct, buildTimeoutMs, program } from '../process-for-tests.ts'
import { startKeyedManager, type KeyedManager } from './keyed-manager-for-tests.ts'

const many = 12_000
let manager: KeyedManager
beforeAll(async () => {
  buildProduct()
  manager = await startKeyedManager()
}, buildTimeoutMs)
afterAll(() => manager.dispose())

const headers = () => ({ 'api-version': 'v1', 'content-type': 'application/json', 'api-secret-key': manager.secret })
const makeKey = async (keyName: string): Promise<number> => {
  const body = JSON.stringify({ keyName, roleID: 2 })
  const answer = await fetch(`${manager.manager}/api/apikeys`, { method: 'POST', headers: headers(), body })
  return ((await answer.json()) as { ID: number }).ID
}

// What a person has: a terminal of 80 columns, and a keyboard.
const terminal = `import pty, sys
sys.exit(pty.spawn(["sh", "-c", 'stty cols 80 rows 24; exec "$0" "$@"', *sys.argv[1:]]) >> 8)`
function atTerminal(words: string, typed = '') {
  const given = ['-c', terminal, process.execPath, program, ...words.split(' ')]
  const { status, stdout } = spawnSync('python3', given, {
    cwd: manager.folder,
    env: { PATH: process.env['PATH'], TERM: 'dumb', ...manager.environment },
    input: typed,
    encoding: 'utf8',
  })
  return { code: status, lines: stdout.replaceAll('\r', '').trimEnd().split('\n') }
}

describe('in a terminal', () => {
  test('a list is a table that fits, whatever is in it', async () => {
    const name = '鍵'.repeat(80)
    const ID = await makeKey(name)
    const { code, lines } = atTerminal(`keys search ID>=${ID}`)
    expect(code).toBe(0)
    expect(lines[0]).toMatch(/^ID +keyName +roleID +active +expiryDate +lastSignIn$/)
    expect(lines[1]).toMatch(new RegExp(`^${ID} +鍵+… +2 +true$`))
    const wide = (line: string) => line.length + (line.match(/鍵/g)?.length ?? 0)
    expect(Math.max(...lines.map(wide))).toBeLessThanOrEqual(80)
    expect(atTerminal('keys search keyName=nobody').lines).toEqual(['None.'])
  })

  test('deleting asks, naming the key, and only yes deletes it', async () => {
    const ID = await makeKey('asked')
    const refused = atTerminal(`keys delete ${ID}`, 'n\n')
    expect(refused.lines.join('\n')).toContain(`Delete API key ${ID} "asked"? It cannot be brought back. [y/N]`)
    expect(refused.lines.at(-1)).toBe('latchkey: Not done: nothing was changed.')
    expect(refused.code).toBe(1)
    expect(await manager.latchkey(`keys show ${ID}`)).toMatchObject({ code: 0 })
    const done = atTerminal(`keys delete ${ID}`, 'y\n')
    expect([done.code, done.lines.at(-1)]).toEqual([0, `API key ${ID} is deleted.`])
    expect(await manager.latchkey(`keys show ${ID}`)).toMatchObject({ code: 1 })
  })

  test('help is at most 80 columns wide, for every command', () => {
    for (const words of ['', 'keys', 'keys create', 'keys search', 'roles change', 'users create', 'settings change']) {
      const { lines } = atTerminal(`${words} --help`.trim())
      const text = lines.join('\n').split('\nSettings (')[0] ?? ''
      expect(text.split('\n').filter((line) => line.length > 80)).toEqual([])
    }
  })
})

/** Written past the manager, since making them through it would take minutes. */
function fillWithKeys(count: number): void {
  const database = new DatabaseSync(join(manager.data, 'manager.sqlite'))
  const { value } = database.prepare(`SELECT value FROM id_sequences WHERE name = 'principal'`).get() ?? {}
  const [first, last] = [Number(value) + 1, Number(value) + count]
  const numbers = `WITH RECURSIVE n(i) AS (SELECT ${first} UNION ALL SELECT i + 1 FROM n WHERE i < ${last})`
  database.exec(`BEGIN;
    INSERT INTO principals (id, tenant_id, kind, name_folded) ${numbers} SELECT i, 0, 'api-key', 'bulk-' || i FROM n;
    INSERT INTO api_keys (id, tenant_id, key_name, key_name_folded, description, description_folded, locale, role_id,
      time_zone, time_zone_folded, active, created, attempts, service_account, secret_digest, pepper_version)
      ${numbers} SELECT i, 0, 'bulk-' || i, 'bulk-' || i, '', '', 'en-US', 1, 'UTC', 'utc', 1, 1790000000000, 0, 0,
      hex(randomblob(32)), 1 FROM n;
    UPDATE id_sequences SET value = ${last} WHERE name = 'principal';
    COMMIT`)
  database.close()
}

test('thousands of keys come page by page, each once and in order', async () => {
  const { manager: url } = await manager.restart(['--rate-limits', 'off'], () => Promise.resolve(fillWithKeys(many)))
  const at = { ...manager.environment, LATCHKEY_MANAGER_URL: url }
  const began = performance.now()
  const { code, output } = await manager.run(['keys', 'list'], at)
  const ms = Math.round(performance.now() - began)
  const keys = (JSON.parse(output) as { apiKeys: { ID: number; keyName: string }[] }).apiKeys
  const ids = keys.map(({ ID }) => ID)
  expect(code).toBe(0)
  expect(keys.filter(({ keyName }) => keyName.startsWith('bulk-'))).toHaveLength(many)
  expect(ids).toEqual([...new Set(ids)].toSorted((one, other) => one - other))
  // Whoever reads a part of it is not told of a failure.
  const part = spawnSync('sh', ['-c', '"$0" "$1" keys list | head -n 2', process.execPath, program], {
    env: { PATH: process.env['PATH'], ...at },
    encoding: 'utf8',
  })
  expect([part.stdout.split('\n')[0], part.stderr]).toEqual(['{"apiKeys":[', ''])
  console.log(`${keys.length} keys listed in ${ms} ms`)
})
