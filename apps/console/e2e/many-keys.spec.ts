import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, fillSignIn, test } from './fixtures.ts'

const count = 100_000
const person = { userName: 'keeper', password: 'a long pass phrase' }
const program = 'apps/cli/dist/latchkey.js'
let folder: string
let server: ChildProcess
let console: string

test.beforeAll(async () => {
  test.setTimeout(180_000)
  folder = mkdtempSync(join(tmpdir(), 'latchkey-many-'))
  const [data, password, readyFile] = ['data', 'password', 'ready.json'].map((name) => join(folder, name))
  if (data === undefined || password === undefined || readyFile === undefined) throw new Error('no place')
  writeFileSync(password, person.password, { mode: 0o600 })
  spawnSync(process.execPath, [
    program,
    'init',
    '--data',
    data,
    '--admin',
    person.userName,
    '--password-file',
    password,
  ])
  fill(join(data, 'manager.sqlite'))
  const given = ['start', '--data', data, '--ready-file', readyFile, '--port', '0', '--manager-port', '0']
  server = spawn(process.execPath, [program, ...given])
  await new Promise<void>((resolve, reject) => {
    server.stdout?.on('data', (text) => String(text).includes('Latchkey is at') && resolve())
    server.once('exit', () => reject(new Error('The manager with many keys did not start.')))
  })
  const ready: { readonly console: string } = JSON.parse(readFileSync(readyFile, 'utf8'))
  console = ready.console
})
test.afterAll(async () => {
  const gone = new Promise((resolve) => server.once('exit', resolve))
  server.kill('SIGTERM')
  await gone
  rmSync(folder, { recursive: true, force: true })
})

/** Past the manager: through it they would take minutes. Every tenth is locked out, the last by its failures. */
function fill(file: string): void {
  const database = new DatabaseSync(file)
  const first = Number(database.prepare(`SELECT value FROM id_sequences WHERE name = 'principal'`).get()?.['value']) + 1
  const numbers = `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${count})`
  const name = `printf('key-%06d', i)`
  database.exec(`BEGIN;
    INSERT INTO principals (id, tenant_id, kind, name_folded) ${numbers} SELECT i + ${first}, 0, 'api-key', ${name} FROM n;
    INSERT INTO api_keys (id, tenant_id, key_name, key_name_folded, description, description_folded, locale, role_id, time_zone,
      time_zone_folded, active, created, attempts, unlock_time, service_account, secret_digest, pepper_version)
      ${numbers} SELECT i + ${first}, 0, ${name}, ${name}, '', '', 'en-US', 1 + i % 2, 'UTC', 'utc', i % 10 <> 0, 1790000000000 + i,
      0, CASE i WHEN ${count} THEN 4000000000000 END, 0, hex(randomblob(32)), 1 FROM n;
    UPDATE id_sequences SET value = ${first + count} WHERE name = 'principal';
    COMMIT`)
  database.close()
}

const isAscending = (numbers: readonly number[]): boolean =>
  numbers.every((number, at) => number > (numbers[at - 1] ?? 0))

test('a hundred thousand keys: read with progress, counted, searched, ordered and chosen', async ({ page }) => {
  test.setTimeout(180_000)
  await page.goto(console)
  await fillSignIn(page, person)
  const grid = page.getByRole('grid', { name: 'API Keys' })
  const said = page.getByRole('main').getByRole('status')

  await test.step('the first rows are there while the others are still read', async () => {
    await expect(grid.getByRole('row', { name: 'key-000001' })).toBeVisible()
    await expect(said.filter({ hasText: /^Loading, \d\d?,000 keys so far$/ })).toBeVisible()
    await expect(said.filter({ hasText: '100,000 keys, 10,000 locked out' })).toBeVisible({ timeout: 60_000 })
    await expect(grid).toHaveAttribute('aria-rowcount', String(count + 1))
  })
  await test.step('the last row has its number, and says when it frees itself', async () => {
    await grid.getByRole('gridcell', { name: 'key-000001' }).click()
    await page.keyboard.press('Control+End')
    const last = grid.getByRole('row', { name: 'key-100000' })
    await expect(last).toHaveAttribute('aria-rowindex', String(count + 1))
    await expect(last).toContainText('Locked until 2 Oct 2096')
    await last.getByRole('gridcell', { name: 'Locked until' }).hover()
    await expect(page.getByRole('tooltip')).toContainText('It frees itself 2 Oct 2096')
  })
  await test.step('where scrolling ends, rows stand in the document in their order', async () => {
    await grid.hover()
    for (let turn = 0; turn < 12; turn += 1) await page.mouse.wheel(0, -500)
    const numbers = () =>
      grid.getByRole('row').evaluateAll((rows) => rows.map((row) => Number(row.getAttribute('aria-rowindex'))))
    await expect.poll(async () => (await numbers()).at(-2)).toBeLessThan(count - 100)
    await expect.poll(async () => isAscending(await numbers())).toBe(true)
  })
  await test.step('an order and a search over all of them', async () => {
    await grid.getByRole('columnheader', { name: 'Created' }).click()
    await grid.getByRole('columnheader', { name: 'Created' }).click()
    await page.keyboard.press('Control+Home')
    await expect(grid.getByRole('row').nth(1)).toContainText('key-100000')
    await page.getByRole('searchbox').fill('key-0999')
    await expect(said.filter({ hasText: '100 of 100,000 keys' })).toBeVisible()
    await expect(grid).toHaveAttribute('aria-rowcount', '101')
  })
  await test.step('all that match are chosen, however few are seen', async () => {
    await grid.getByRole('columnheader', { name: 'Select all rows' }).click()
    await expect(page.getByText('100 selected')).toBeVisible()
    await page.getByRole('searchbox').fill('')
    await page.getByRole('button', { name: 'Actions' }).click()
    await page.getByRole('menuitem', { name: /^Lock out/ }).click()
    await expect(page.getByRole('dialog', { name: 'Lock out 100 keys' })).toBeVisible()
    await expect(page.getByLabel('Type 100 to go on')).toBeVisible()
  })
})
