import { expect, fillSignIn, test } from './fixtures.ts'
import { uniqueName } from './keys-at-the-manager.ts'
import { StockServer } from './stock-server.ts'

let stock: StockServer
test.beforeAll(async () => {
  stock = await StockServer.start()
})
test.afterAll(() => stock.stop())

test('a key is made, locked out and deleted against a manager without our extensions', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-write'])
  await page.goto(new URL('/sign-in', stock.ready.console).href)
  await fillSignIn(page, stock.ready.demo.administrator)
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
  await page.goto(new URL('/sign-in', stock.ready.console).href)
  await fillSignIn(page, stock.ready.demo.auditor)
  await expect(page.getByRole('heading', { name: 'You cannot see API keys' })).toBeVisible()
  await expect(page.getByText('“View API Keys”')).toBeVisible()
  await expect(page.getByRole('grid')).toHaveCount(0)
})
