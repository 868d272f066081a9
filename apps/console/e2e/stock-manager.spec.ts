import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, fillSignIn, test } from './fixtures.ts'
import { uniqueName } from './keys-at-the-manager.ts'

interface Ready {
  readonly console: string
  readonly demo: Readonly<Record<'administrator' | 'auditor', { readonly userName: string; readonly password: string }>>
}

let folder: string
let server: ChildProcess
let ready: Ready

test.beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'latchkey-stock-'))
  const readyFile = join(folder, 'ready.json')
  const given = ['start', '--demo', '--profile', 'stock', '--data', join(folder, 'data'), '--ready-file', readyFile]
  server = spawn(process.execPath, ['apps/cli/dist/latchkey.js', ...given, '--port', '0', '--manager-port', '0'])
  await new Promise<void>((resolve, reject) => {
    server.stdout?.on('data', (text) => String(text).includes('Latchkey is at') && resolve())
    server.once('exit', () => reject(new Error('The stock manager did not start.')))
  })
  ready = JSON.parse(readFileSync(readyFile, 'utf8'))
})
test.afterAll(async () => {
  const gone = new Promise((resolve) => server.once('exit', resolve))
  server.kill('SIGTERM')
  await gone
  rmSync(folder, { recursive: true, force: true })
})

test('a key is made, locked out and deleted against a manager without our extensions', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-write'])
  await page.goto(new URL('/sign-in', ready.console).href)
  await fillSignIn(page, ready.demo.administrator)
  const keyName = uniqueName('stock')
  await page.getByRole('button', { name: 'New', exact: true }).click()
  const form = page.getByRole('dialog', { name: 'New API key' })
  await form.getByLabel('Name', { exact: true }).fill(keyName)
  await form.getByRole('combobox', { name: 'Role' }).click()
  await form.getByRole('option', { name: 'Auditor' }).click()
  await form.getByRole('button', { name: 'OK' }).click()
  const secret = page.getByRole('dialog', { name: `Secret of ${keyName}` })
  await secret.getByRole('button', { name: 'Copy' }).click()
  await expect(secret.getByText('Copied', { exact: true })).toBeVisible()
  // Such a manager keeps no last sign-in for keys.
  await expect(secret.getByText('Or use it')).toHaveCount(0)
  await secret.getByLabel('Paste it back').focus()
  await page.keyboard.press('ControlOrMeta+V')
  await secret.getByRole('button', { name: 'Close', exact: true }).click()
  await page.getByRole('searchbox').fill(keyName)
  const row = page.getByRole('row', { name: keyName })
  await expect(row).toContainText('Unavailable')
  await row.click({ button: 'right' })
  await page.getByRole('menuitem', { name: /^Lock out/ }).click()
  await page.getByRole('button', { name: `Lock out key ${keyName}` }).click()
  await expect(row).toContainText('Locked out')
  await row.click({ button: 'right' })
  await page.getByRole('menuitem', { name: /^Delete/ }).click()
  await page.getByLabel(`Type ${keyName} to go on`).fill(keyName)
  await page.getByRole('button', { name: `Delete key ${keyName}` }).click()
  await expect(row).toHaveCount(0)
})

test('an auditor of such a manager is told which right is missing, and who grants it', async ({ page }) => {
  await page.goto(new URL('/sign-in', ready.console).href)
  await fillSignIn(page, ready.demo.auditor)
  await expect(page.getByRole('heading', { name: 'You cannot see API keys' })).toBeVisible()
  await expect(page.getByText('“View API Keys”')).toBeVisible()
  await expect(page.getByRole('grid')).toHaveCount(0)
})
