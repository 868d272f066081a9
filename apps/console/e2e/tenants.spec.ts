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
  await choose('Suspend…')
  await page.getByRole('button', { name: `Suspend tenant ${name}` }).click()
  await expect(row).toContainText('Suspended')
  await choose('Let it work again…')
  await page.getByRole('button', { name: `Let tenant ${name} work again` }).click()
  await expect(row).toContainText('Active')
  await choose('Delete…')
  await page.getByLabel(`Type ${name} to go on`).fill(name)
  await page.getByRole('button', { name: `Delete tenant ${name}` }).click()
  await expect(row).toHaveCount(0)
})

test('a key for a tenant: what it gets unasked is said first, and its secret leaves by a proof', async ({
  pageOf,
  manager,
}) => {
  test.slow()
  const page = await pageOf('administrator')
  const name = uniqueName('customer')
  await page.goto('/tenants?open=new')
  await page.getByLabel('Name', { exact: true }).fill(name)
  await page.getByLabel('User name').fill('head')
  await page.getByLabel('E-mail').fill('head@example.com')
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByLabel('Password again').fill(password)
  await page.getByRole('button', { name: 'OK' }).click()
  await page.getByRole('row', { name: new RegExp(name) }).click()
  await page.getByRole('button', { name: 'Actions' }).click()
  await page.getByRole('menuitem', { name: 'New API key…' }).click()
  await expect(page).toHaveURL(/open=key&tenant=\d+/)
  await page.reload()
  const dialog = page.getByRole('dialog', { name: `New API key for tenant ${name}` })
  await test.step('full access and six hours, as the manager does by itself', async () => {
    await expect(dialog).toContainText(`This key has full access to tenant ${name}`)
    await expect(dialog.getByLabel('Expires after')).toHaveValue('usual')
    await dialog.getByRole('button', { name: 'Make the key' }).click()
    await expect(dialog.getByText('Give the key a name.')).toBeVisible()
    await dialog.getByLabel('Name', { exact: true }).fill('deploy')
    expect(await axeFindings(page)).toEqual([])
    await dialog.getByRole('button', { name: 'Make the key' }).click()
  })
  const secretPage = page.getByRole('dialog', { name: 'Secret of deploy' })
  await test.step('the secret is shown once, and works in that tenant', async () => {
    await expect(secretPage.getByRole('button', { name: 'Close', exact: true })).toHaveAttribute(
      'aria-disabled',
      'true',
    )
    await secretPage.getByRole('button', { name: 'Show' }).click()
    const shown = secretPage.getByRole('code')
    await expect(shown).toHaveText(/^\d+:/)
    const secret = await shown.innerText()
    expect(await manager.statusWith(secret)).toBe(200)
    await secretPage.getByLabel('Paste it back').fill(secret)
    await secretPage.getByRole('button', { name: 'Compare' }).click()
    await secretPage.getByRole('button', { name: 'Close', exact: true }).click()
    await expect(secretPage).toHaveCount(0)
  })
  await test.step('the activity has it with the tenant', async () => {
    await page.getByRole('row', { name: new RegExp(name) }).click()
    await page.getByRole('button', { name: 'Actions' }).click()
    await page.getByRole('menuitem', { name: 'View activity' }).click()
    await expect(page.getByRole('row', { name: /API key created deploy, for Tenant #\d+ Done/ })).toBeVisible()
  })
})

test('when somebody of a tenant last signed in is told in UTC as well', async ({ pageOf }) => {
  const page = await pageOf('administrator')
  await page.goto('/tenants')
  await page
    .getByRole('row', { name: /primary/ })
    .getByRole('gridcell', { name: /\d\d:\d\d/ })
    .hover()
  await expect(page.getByRole('tooltip')).toContainText(/\d\d:\d\d UTC$/)
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
