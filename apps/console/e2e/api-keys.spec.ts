import { expect, test } from './fixtures.ts'
import { uniqueName } from './keys-at-the-manager.ts'

test('an administrator sees the keys, their role and their state', async ({ pageOf }) => {
  const page = await pageOf('administrator')
  await page.getByRole('searchbox').fill('locked-out')
  const row = page.getByRole('row', { name: /locked-out/ })
  await expect(row).toContainText('Auditor')
  await expect(row).toContainText('Locked out')
  await page.getByRole('searchbox').fill('expired-last-week')
  await expect(page.getByRole('row', { name: /expired-last-week/ })).toContainText('Expired')
  await expect(page.getByText(/^\d+ of [\d,]+ keys$/)).toBeVisible()
  await expect(page.getByRole('complementary')).toHaveText(/^Demo: these are sample data/)
})

test('an auditor reads the same keys, and is told that reading is all', async ({ pageOf }) => {
  const page = await pageOf('auditor')
  await page.getByRole('searchbox').fill('deploy-bot')
  await expect(page.getByRole('row', { name: /deploy-bot/ })).toContainText('Full Access')
  await expect(page.getByText('You have read access')).toBeVisible()
  await expect(page.getByRole('button', { name: /^New/ })).toHaveCount(0)
})

test('a search narrows the list, stands in the address, and Back undoes it', async ({ pageOf }) => {
  const page = await pageOf('auditor')
  const rows = page.getByRole('row')
  await expect(rows.nth(5)).toBeVisible()
  await page.getByRole('searchbox').pressSequentially('deploy-bot')
  await expect(page.getByRole('row', { name: /deploy-bot/ })).toBeVisible()
  await expect(page).toHaveURL(/\?q=deploy-bot$/)
  await page.reload()
  await expect(page.getByRole('searchbox')).toHaveValue('deploy-bot')
  await page.goBack()
  await expect(page.getByRole('searchbox')).toHaveValue('')
  await expect(rows.nth(5)).toBeVisible()
})

test('a search without a match names it and clears it', async ({ pageOf }) => {
  const page = await pageOf('auditor')
  await page.getByRole('searchbox').fill('no key is called this')
  await expect(page.getByRole('heading', { name: 'No key matches “no key is called this”' })).toBeVisible()
  await page.getByRole('main').getByText('Clear the search').click()
  await expect(page.getByRole('grid')).toBeVisible()
})

test('filters narrow the list, stand in the address, and go one by one', async ({ pageOf }) => {
  const page = await pageOf('auditor')
  await page.getByRole('button', { name: 'Filter', exact: true }).click()
  await page.getByLabel('Status').selectOption('Locked out')
  await page.getByLabel('Never signed in').check()
  await expect(page).toHaveURL(/status=locked-out/)
  await expect(page.getByRole('row').nth(1)).toContainText('Locked out')
  await page.reload()
  await page.getByRole('button', { name: 'Remove the filter Status: Locked out' }).click()
  await expect(page).not.toHaveURL(/status/)
  await expect(page.getByRole('row').filter({ hasText: 'Active' }).first()).toBeVisible()
  await page.getByRole('button', { name: 'Clear all filters' }).click()
  await expect(page).not.toHaveURL(/seen/)
})

test('a column orders the list, and the order is in the address', async ({ pageOf }) => {
  const page = await pageOf('auditor')
  const status = page.getByRole('columnheader', { name: 'Status' })
  await status.click()
  await expect(status).toHaveAttribute('aria-sort', 'ascending')
  await expect(page.getByRole('row').nth(1)).toContainText('Locked out')
  await status.click()
  await expect(status).toHaveAttribute('aria-sort', 'descending')
  await page.reload()
  await expect(page).toHaveURL(/\?sort=-status$/)
  await expect(page.getByRole('row').nth(1)).toContainText('Active')
})

test('columns are chosen, and the choice is in the address', async ({ pageOf }) => {
  const page = await pageOf('auditor')
  await page.getByRole('button', { name: 'Columns' }).click()
  await page.getByRole('menuitemcheckbox', { name: 'Time Zone' }).click()
  await page.getByRole('menuitemcheckbox', { name: 'Description' }).click()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('columnheader', { name: 'Time Zone' })).toBeAttached()
  await expect(page.getByRole('columnheader', { name: 'Description' })).toHaveCount(0)
  await page.reload()
  await expect(page.getByRole('columnheader', { name: 'Time Zone' })).toBeAttached()
})

test('the grid is one stop for the keyboard and moves by arrows, pages and ends', async ({ pageOf }) => {
  const page = await pageOf('administrator')
  const grid = page.getByRole('grid', { name: 'API Keys' })
  const rows = Number(await grid.getAttribute('aria-rowcount'))
  const cell = (row: number, column: number) => page.getByRole('row').nth(row).getByRole('gridcell').nth(column)
  await page.getByRole('button', { name: 'Columns' }).focus()
  await page.keyboard.press('Tab')
  await expect(cell(1, 0)).toBeFocused()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowRight')
  await expect(cell(2, 1)).toBeFocused()
  await page.keyboard.press('Control+End')
  const last = page.getByRole('row').last()
  await expect(last).toHaveAttribute('aria-rowindex', String(rows))
  await expect(last.getByRole('gridcell').last()).toBeFocused()
  await page.keyboard.press('Control+Home')
  await expect(cell(1, 0)).toBeFocused()
  await page.keyboard.press('Shift+Tab')
  await expect(page.getByRole('button', { name: 'Columns' })).toBeFocused()
})

test('rows are chosen one by one, as a range, and all', async ({ pageOf }) => {
  const page = await pageOf('auditor')
  const row = (index: number) => page.getByRole('row').nth(index)
  await row(1).getByRole('gridcell').first().click()
  await row(3).click({ modifiers: ['Shift'] })
  for (const index of [1, 2, 3]) await expect(row(index)).toHaveAttribute('aria-selected', 'true')
  await page.keyboard.press('Space')
  await expect(row(3)).toHaveAttribute('aria-selected', 'false')
  await page.getByRole('columnheader', { name: 'Select all rows' }).click()
  await expect(row(5)).toHaveAttribute('aria-selected', 'true')
})

test('everything is there in Japanese, and stays so', async ({ pageOf }) => {
  const page = await pageOf('auditor')
  await page.getByRole('button', { name: 'Language' }).click()
  await page.getByRole('menuitemradio', { name: '日本語' }).click()
  await expect(page.getByRole('heading', { name: 'APIキー' })).toBeVisible()
  await expect(page.getByRole('columnheader', { name: '有効期限' })).toBeVisible()
  await page.reload()
  await expect(page.getByRole('heading', { name: 'APIキー' })).toBeVisible()
  expect(await page.evaluate(() => document.documentElement.lang)).toBe('ja')
})

test('on a phone the name, its second line and the state are what is left', async ({ pageOf }) => {
  const page = await pageOf('administrator')
  await page.setViewportSize({ width: 320, height: 640 })
  await page.getByRole('searchbox').fill('deploy-bot')
  await expect(page.getByRole('row', { name: /deploy-bot/ })).toContainText('Active')
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320)
  await page.getByRole('button', { name: 'Open the navigation' }).click()
  await page.getByRole('dialog').getByRole('link', { name: 'API Keys' }).click()
  await expect(page.getByRole('dialog')).toHaveCount(0)
})

test('losing the connection is said within two seconds, and nothing can be changed until it is back', async ({
  signInAs,
  context,
}) => {
  const page = await signInAs('administrator')
  const make = page.getByRole('button', { name: 'New', exact: true })
  await expect(make).toBeEnabled()
  await expect(page.getByRole('row').nth(1)).toBeVisible()
  await context.setOffline(true)
  await expect(page.getByText('You are offline.')).toBeVisible({ timeout: 2_000 })
  await expect(make).toBeDisabled()
  await page.getByRole('row').nth(1).click({ button: 'right' })
  await expect(page.getByRole('menuitem', { name: /^Lock out/ })).toBeDisabled()
  await context.setOffline(false)
  await expect(page.getByText('You are offline.')).toHaveCount(0)
  await expect(make).toBeEnabled()
})

test('a page opened while offline comes as soon as the connection is back, with its styles', async ({
  signInAs,
  context,
}) => {
  const page = await signInAs('administrator')
  await expect(page.getByRole('row').nth(1)).toBeVisible()
  await context.setOffline(true)
  await expect(page.getByText('You are offline.')).toBeVisible()
  await page.getByRole('link', { name: 'Roles', exact: true }).click()
  await context.setOffline(false)
  await expect(page.getByRole('heading', { name: 'Roles', level: 1 })).toBeVisible()
  await expect(page.getByRole('row', { name: /Full Access/ })).toBeVisible()
  const rules = () =>
    page.evaluate(() =>
      [...document.querySelectorAll<HTMLLinkElement>('link[rel=stylesheet]')].map(
        ({ sheet }) => sheet?.cssRules.length ?? 0,
      ),
    )
  await expect.poll(rules).not.toContain(0)
})

test('groups by role or status stand in the address, count, and close by the keyboard', async ({ pageOf }) => {
  const page = await pageOf('auditor')
  await page.getByRole('searchbox').fill('o')
  await page.getByRole('button', { name: 'Group by' }).click()
  await page.getByRole('menuitemradio', { name: 'Status' }).click()
  await expect(page).toHaveURL(/group=status/)
  const heading = page.getByRole('gridcell', { name: /^Locked out [\d,]+$/ })
  await expect(heading).toHaveAttribute('aria-expanded', 'true')
  const lockedOut = page.getByRole('row', { name: /locked-out/ })
  await expect(lockedOut).toBeVisible()

  await heading.focus()
  await page.keyboard.press('ArrowLeft')
  await expect(heading).toHaveAttribute('aria-expanded', 'false')
  await expect(lockedOut).toHaveCount(0)
  await page.keyboard.press('Enter')
  await expect(lockedOut).toBeVisible()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog', { name: /^Properties of / })).toBeVisible()
  await page.keyboard.press('Escape')

  await page.reload()
  await expect(heading).toBeVisible()
  await page.getByRole('button', { name: 'Group by' }).click()
  await page.getByRole('menuitemradio', { name: 'No groups' }).click()
  await expect(heading).toHaveCount(0)
  await expect(page).not.toHaveURL(/group/)
})

test('one row is read again, from the menu and by its shortcut', async ({ pageOf, manager }) => {
  const key = await manager.make(uniqueName('read again'), { description: 'as it was made' })
  const page = await pageOf('administrator')
  await page.getByRole('searchbox').fill(key.keyName)
  const row = page.getByRole('row', { name: new RegExp(key.keyName) })
  await row.click()
  await manager.modify(key.ID, { description: 'changed by others' })
  await page.getByRole('button', { name: 'Actions' }).click()
  await page.getByRole('menuitem', { name: 'Read this row again' }).click()
  await expect(row).toContainText('changed by others')
  await row.click()
  await manager.modify(key.ID, { description: 'and once more' })
  await page.keyboard.press('r')
  await expect(row).toContainText('and once more')
})
