import { axeInBothThemes, expect, test } from './fixtures.ts'
import { uniqueName } from './keys-at-the-manager.ts'

test('who never saw the rights is told what the choices mean, and a whole module is set at once', async ({
  pageOf,
}) => {
  const page = await pageOf('administrator')
  await page.goto('/roles/new?tab=other')
  await expect(page.getByText(/^Full: everything there is\. View-Only: look, and change nothing\./)).toBeVisible()
  const all = page.getByRole('radiogroup', { name: 'All of Platform' })
  const keys = page.getByRole('radiogroup', { name: 'API keys' })
  const words = page.getByRole('region', { name: 'What this role may do' })
  await expect(all.getByRole('radio', { name: 'Hide' })).toBeChecked()
  await keys.getByRole('radio', { name: 'Custom' }).check()
  await page.getByRole('group', { name: 'API keys' }).getByLabel('Create').check()
  await expect(all.getByRole('radio', { name: 'Custom' })).toBeChecked()
  await expect(all.getByRole('radio', { name: 'Custom' })).toBeDisabled()
  await all.getByRole('radio', { name: 'View-Only' }).check()
  await expect(keys.getByRole('radio', { name: 'View-Only' })).toBeChecked()
  await expect(page.getByRole('group', { name: 'API keys' })).toHaveCount(0)
  await expect(words).toContainText('API keys')
  await all.getByRole('radio', { name: 'Full' }).check()
  await expect(keys.getByRole('radio', { name: 'Full' })).toBeChecked()
  await all.getByRole('radio', { name: 'Hide' }).check()
  await expect(words).toContainText('Nothing else.')
})

test('who knows the rights makes a role by keyboard alone: name, search, box, done', async ({ pageOf }) => {
  const page = await pageOf('administrator')
  const name = uniqueName('typed')
  await page.goto('/roles/new')
  await expect(page.getByLabel('Name', { exact: true })).toBeFocused()
  await page.keyboard.type(name)
  await page.getByRole('searchbox').focus()
  await page.keyboard.type('api keys view')
  await expect(page.getByText('1 right matches')).toBeVisible()
  await page.keyboard.press('Tab')
  const box = page.getByLabel('API keys: View')
  while (!(await box.evaluate((element) => element === document.activeElement))) await page.keyboard.press('Tab')
  await page.keyboard.press('Space')
  await expect(box).toBeChecked()
  await page.getByRole('button', { name: 'Create role' }).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('grid')).toBeVisible()
  await page.getByRole('searchbox').fill(name)
  await page.getByRole('row', { name: new RegExp(name) }).dblclick()
  await expect(page.getByRole('region', { name: 'What this role may do' })).toContainText('API keys')
})

test('the palette leads to a new role and a new user, and an auditor is offered neither', async ({ pageOf }) => {
  const page = await pageOf('administrator')
  for (const [name, path] of [
    ['New role', /roles\/new/],
    ['New user', /users\/new/],
  ] as const) {
    await page.goto('/activity')
    await expect(page.getByRole('gridcell').first()).toBeVisible()
    await page.keyboard.press('ControlOrMeta+K')
    await expect(page.getByRole('combobox', { name: 'Type the name' })).toBeFocused()
    await page.keyboard.type(name)
    await expect(page.getByRole('option', { name })).toBeVisible()
    await page.keyboard.press('Enter')
    await expect(page).toHaveURL(path)
  }
  const theirs = await pageOf('auditor')
  await theirs.keyboard.press('ControlOrMeta+K')
  await expect(theirs.getByRole('combobox', { name: 'Type the name' })).toBeFocused()
  await theirs.keyboard.type('role')
  await expect(theirs.getByRole('option', { name: 'Roles' })).toBeVisible()
  await expect(theirs.getByRole('option', { name: 'New role' })).toHaveCount(0)
})

test('on a phone the tab that the address names is in sight', async ({ pageOf }) => {
  const page = await pageOf('administrator')
  await page.setViewportSize({ width: 320, height: 800 })
  await page.goto('/roles/new?tab=assigned')
  await expect(page.getByRole('tab', { name: 'Assigned To' })).toBeInViewport({ ratio: 0.9 })
  expect(await axeInBothThemes(page)).toEqual([])
})

test('the last user with full access keeps the role, and the window says why', async ({ pageOf }) => {
  const page = await pageOf('administrator')
  await page.goto('/users/1')
  const dialog = page.getByRole('dialog', { name: 'Properties of administrator' })
  await expect(dialog.getByLabel('Role', { exact: true })).toBeDisabled()
  await expect(dialog.getByText('The last active user with full access must stay one.')).toBeVisible()
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  await page.getByRole('row', { name: /^administrator/ }).click()
  await page.getByRole('button', { name: 'Actions' }).click()
  await expect(page.getByRole('menuitem', { name: 'Set role…' })).toHaveAttribute('aria-disabled', 'true')
})
