import { axeFindings, expect, test } from './fixtures.ts'
import { uniqueName } from './keys-at-the-manager.ts'
import { password } from './people.ts'

test('a tenant is made with its first administrator, suspended, let work again, and deleted', async ({ pageOf }) => {
  const page = await pageOf('administrator')
  const name = uniqueName('branch')
  const row = page.getByRole('row', { name: new RegExp(name) })
  await page.goto('/tenants')
  await page.getByRole('button', { name: 'New' }).click()
  await page.getByRole('button', { name: 'OK' }).click()
  await expect(page.getByText('Give the tenant a name.')).toBeVisible()
  await page.getByLabel('Name', { exact: true }).fill(name)
  await page.getByLabel('User name').fill('head')
  await page.getByLabel('E-mail').fill('head@example.com')
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByLabel('Password again').fill(password)
  await page.getByRole('button', { name: 'OK' }).click()
  await expect(row).toContainText('Active')
  const choose = async (action: string) => {
    await row.click()
    await page.getByRole('button', { name: 'Actions' }).click()
    await page.getByRole('menuitem', { name: action }).click()
  }
  await choose('Suspend …')
  await page.getByRole('button', { name: `Suspend tenant ${name}` }).click()
  await expect(row).toContainText('Suspended')
  await choose('Let it work again …')
  await page.getByRole('button', { name: `Let tenant ${name} work again` }).click()
  await expect(row).toContainText('Active')
  await choose('Delete …')
  await page.getByLabel(`Type ${name} to go on`).fill(name)
  await page.getByRole('button', { name: `Delete tenant ${name}` }).click()
  await expect(row).toHaveCount(0)
})

test('who may not see tenants is told which right is missing', async ({ pageOf }) => {
  const page = await pageOf('limited')
  await page.goto('/tenants')
  await expect(page.getByText('It takes the right “Tenants: View”.')).toBeVisible()
})

test('axe finds nothing in the tenants', async ({ pageOf }) => {
  const page = await pageOf('administrator')
  await page.goto('/tenants')
  await expect(page.getByRole('button', { name: 'New' })).toBeVisible()
  expect(await axeFindings(page)).toEqual([])
  await page.getByRole('button', { name: 'New' }).click()
  await expect(page.getByRole('dialog').getByRole('textbox').first()).toBeVisible()
  await page.emulateMedia({ colorScheme: 'dark' })
  expect(await axeFindings(page)).toEqual([])
})
