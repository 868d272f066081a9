import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { issuanceSchema } from '@latchkey/contract'
import { databasesUnderTest, type DatabaseUnderTest } from '@latchkey/testing'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { cookieName, ours, startBff, tokenIn, type BffUnderTest } from './bff-under-test.ts'
import { json, password } from './stand-in-manager-for-tests.ts'
import { openTab } from './tab-for-tests.ts'

const mistyped = 'canary-mistyped-password'
const newPassword = 'canary-new-password'
const code = '971534'
const seed = 'CANARYSEEDABCDEF'
const tenantSecret = 'CANARY'.padEnd(43, 'Z')
const recoveryCode = 'canary-recovery-code'

/** Everything that a day brings, with marked secrets; every one that passed by. */
async function story(bff: BffUnderTest): Promise<string[]> {
  const { manager } = bff
  await bff.signIn(ours, { userName: 'operator', password: mistyped, mfaCode: code })
  let session = await bff.session()
  const tokens = [session['cookie'] ?? '']
  const secrets: string[] = []
  const issue = async (wish: (tab: Awaited<ReturnType<typeof openTab>>) => object) => {
    const tab = await openTab()
    const { body } = await bff.call('POST', '/bff/issuances', session, wish(tab))
    const issuance = issuanceSchema.parse(JSON.parse(body))
    if (issuance.status === 'sealed') secrets.push(await tab.open(issuance.apiKey.ID, issuance.sealed))
    return tab
  }
  const tab = await issue((one) => one.create('canary'))
  await bff.call('POST', `/bff/issuances/${tab.intent.idempotencyKey}/acknowledgement`, session, {})
  await issue((one) => one.newSecret(4))
  const { key } = manager.keys.get(4) ?? {}
  manager.tell('GET /api/tenants/5', json(200, { ID: 5, name: 'Acme' }))
  manager.tell('POST /api/tenants/5/apikeys', json(200, { ...key, ID: 77, secretKey: `77:${tenantSecret}=` }))
  await issue(({ intent }) => ({ operation: 'createForTenant', ...intent, tenantID: 5, body: { keyName: 'theirs' } }))
  manager.tell('POST /api/apikeys', manager.loseAnswer)
  await issue((one) => one.create('lost'))
  // A manager that says a secret where none belongs, in a read, in a change and in an error.
  const [leaked = ''] = manager.keys.get(4)?.secrets ?? []
  manager.tell('GET /api/apikeys', json(200, { apiKeys: [{ ID: 4, secretKey: leaked }] }))
  manager.tell('POST /api/apikeys/4', json(200, { ID: 4, secretKey: leaked }))
  manager.tell('DELETE /api/apikeys/4', json(500, { error: leaked }))
  expect((await bff.call('GET', '/bff/apikeys', session)).body).not.toContain(leaked)
  expect((await bff.call('POST', '/bff/apikeys/4', session, { active: true })).body).not.toContain(leaked)
  expect((await bff.call('DELETE', '/bff/apikeys/4', session)).body).not.toContain(leaked)
  manager.tell(
    'POST /api/administrators/current/mfa',
    json(200, { otpauthURI: `otpauth://totp/x?secret=${seed}`, seed }),
  )
  manager.tell('POST /api/administrators/current/mfa/confirm', json(200, { recoveryCodes: [recoveryCode] }))
  await bff.call('POST', '/bff/administrators/current/mfa', session, {})
  const confirmed = await bff.call('POST', '/bff/administrators/current/mfa/confirm', session, { mfaCode: code })
  session = { ...ours, cookie: `${cookieName}=${tokenIn(confirmed.headers['set-cookie'])}` }
  tokens.push(session['cookie'] ?? '')
  await bff.call('POST', '/bff/administrators/1', session, { password: newPassword, username: 'operator' })
  await bff.call('POST', '/bff/issuances', session, { operation: 'create', body: { keyName: 'x', secretKey: leaked } })
  const keys = [...manager.keys.values()].flatMap(({ secrets: all }) => all)
  expect(secrets).toHaveLength(3)
  const passed = [...keys, ...secrets].map((secret) => secret.split(':')[1] ?? '')
  const bare = tokens.map((cookie) => cookie.split('=')[1] ?? '')
  return [
    ...passed,
    ...bare,
    ...manager.everLive().flat(),
    password,
    mistyped,
    newPassword,
    seed,
    recoveryCode,
    `"${code}"`,
  ]
}

const formsOf = (secret: string): string[] => [
  secret,
  encodeURIComponent(secret),
  Buffer.from(secret).toString('base64').replace(/=+$/, ''),
  Buffer.from(secret).toString('hex'),
]

async function everythingKept(bff: BffUnderTest, under: DatabaseUnderTest, url: string): Promise<string> {
  if (under.name === 'SQLite') {
    const file = url.slice('sqlite:'.length)
    const files = readdirSync(dirname(file)).map((name) => join(dirname(file), name))
    expect(files.some((name) => name.endsWith('-wal'))).toBe(true)
    return files.map((name) => readFileSync(name, 'latin1')).join('')
  }
  const { rows } = await sql<{ name: string }>`
    SELECT table_name AS name FROM information_schema.tables WHERE table_schema = ${bff.database.schema}`.execute(
    bff.database.kysely,
  )
  const tables = await Promise.all(
    rows.map(({ name }) => sql`SELECT * FROM ${sql.id(name)}`.execute(bff.database.kysely)),
  )
  return JSON.stringify(tables)
}

test.each(databasesUnderTest())('no secret is in a log or a store afterwards, on $name', async (under) => {
  const at = under.place()
  const bff = await startBff({}, { name: under.name, place: () => at })
  const secrets = await story(bff)
  const kept = await everythingKept(bff, under, at.url)
  const written = bff.lines.join('') + (existsSync(bff.anchorFile) ? readFileSync(bff.anchorFile, 'utf8') : '')
  expect(kept).toContain('apikey.created')
  expect(written).toContain('/bff/issuances')
  const found = secrets.flatMap((secret) =>
    formsOf(secret).filter((form) => kept.includes(form) || written.includes(form)),
  )
  expect(found).toEqual([])
  expect(new Set(secrets).size).toBeGreaterThan(10)
  await bff.stop()
})
