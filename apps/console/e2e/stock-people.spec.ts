import { axeFindings, expect, fillSignIn, test } from './fixtures.ts'
import { uniqueName } from './keys-at-the-manager.ts'
import { makeUser } from './people.ts'
import { StockServer } from './stock-server.ts'

let stock: StockServer
test.beforeAll(async () => {
  stock = await StockServer.start()
})
test.afterAll(() => stock.stop())

test('a role and a user are made, changed and deleted against a manager without our extensions', async ({
  browser,
}) => {
  test.slow()
  const context = await browser.newContext({ baseURL: stock.ready.console, reducedMotion: 'reduce' })
  const page = await context.newPage()
  await page.goto('/sign-in')
  await fillSignIn(page, stock.ready.demo.administrator)
  await expect(page.getByRole('banner')).toContainText('administrator')
  const name = uniqueName('stock')
  const row = page.getByRole('row', { name: new RegExp(name) })
  const choose = async (action: string) => {
    await row.click()
    await page.getByRole('button', { name: 'Actions' }).click()
    await page.getByRole('menuitem', { name: action }).click()
  }
  await test.step('the role, and a change of it', async () => {
    await page.goto('/roles/new')
    await page.getByLabel('Name', { exact: true }).fill(name)
    await page.getByLabel('Start from').selectOption('Key reviewer: sees API keys and roles')
    await page.getByRole('button', { name: 'Create role' }).click()
    await page.getByRole('searchbox').fill(name)
    await row.dblclick()
    await page.getByLabel('Description').fill('changed')
    await page.getByRole('button', { name: 'Save role' }).click()
    await expect(row).toContainText('changed')
  })
  await test.step('the user: locked out, given another role, without what this manager does not tell', async () => {
    await makeUser(page, name, name)
    await page.goto(`/users?q=${encodeURIComponent(name)}`)
    await choose('Lock out…')
    await page.getByRole('button', { name: `Lock out ${name}` }).click()
    await expect(row).toContainText('Locked out')
    await choose('Set role…')
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Role', { exact: true }).selectOption('Auditor')
    await dialog.getByRole('button', { name: `Set the role of ${name}` }).click()
    await expect(row).toContainText('Auditor')
    await row.dblclick()
    await expect(page.getByRole('definition').filter({ hasText: 'Unavailable' })).toHaveCount(2)
    await page.getByRole('tab', { name: 'Sessions' }).click()
    await expect(page.getByText('This manager does not tell who is signed in.')).toBeVisible()
    expect(await axeFindings(page)).toEqual([])
    await page.getByRole('button', { name: 'Cancel' }).click()
    await choose('Delete…')
    await page.getByLabel(`Type ${name} to go on`).fill(name)
    await page.getByRole('button', { name: `Delete user ${name}` }).click()
    await expect(page.getByText(`Nothing matches “${name}”`)).toBeVisible()
  })
  await test.step('what only the console keeps is there; what is the manager’s own says so', async () => {
    await page.goto('/activity')
    await expect(page.getByRole('row', { name: /User deleted/ }).first()).toBeVisible()
    await page.goto('/system-events')
    await expect(page.getByText('This manager does not tell: System Events')).toBeVisible()
    await page.goto('/profile')
    await expect(page.getByText('This manager keeps your data to itself')).toBeVisible()
    await expect(page.getByText('This session')).toBeVisible()
    await page.goto('/system-settings')
    await expect(page.getByLabel('Password minimum length')).toBeVisible()
  })
  await context.close()
})
