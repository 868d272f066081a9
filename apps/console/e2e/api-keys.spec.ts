import AxeBuilder from '@axe-core/playwright'
import { expect, test } from './fixtures.ts'

test('an administrator sees the keys, their role and their state', async ({ signInAs }) => {
  const page = await signInAs('administrator')
  await page.getByLabel('Search keys').fill('locked-out')
  const row = page.getByRole('row', { name: /locked-out/ })
  await expect(row).toContainText('Auditor')
  await expect(row).toContainText('Locked out')
  await page.getByLabel('Search keys').fill('expired-last-week')
  await expect(page.getByRole('row', { name: /expired-last-week/ })).toContainText('Expired')
  await expect(page.getByText(/^\d+ keys, \d+ locked out$/)).toBeVisible()
  await expect(page.getByText('Demo: these are sample data')).toBeVisible()
})

test('an auditor sees the same keys', async ({ signInAs }) => {
  const page = await signInAs('auditor')
  await page.getByLabel('Search keys').fill('deploy-bot')
  await expect(page.getByRole('row', { name: /deploy-bot/ })).toContainText('Full Access')
})

test('a search is in the address, Back takes it away, and reload keeps it', async ({ signInAs }) => {
  const page = await signInAs('administrator')
  await page.getByLabel('Search keys').fill('no such key')
  await expect(page).toHaveURL(/q=no(\+|%20)such/)
  await page.reload()
  await expect(page.getByText('No key matches “no such key”')).toBeVisible()
  await page.goBack()
  await expect(page.getByLabel('Search keys')).toHaveValue('')
  await expect(page.getByRole('gridcell').first()).toBeVisible()
  await page.getByLabel('Search keys').fill('nothing again')
  await page.getByRole('button', { name: 'Clear search' }).click()
  await expect(page.getByRole('gridcell').first()).toBeVisible()
})

test('columns sort both ways, and say so', async ({ signInAs }) => {
  const page = await signInAs('limited')
  const name = page.getByRole('columnheader', { name: 'Name' })
  await expect(name).toHaveAttribute('aria-sort', 'ascending')
  await page.getByRole('button', { name: 'Status' }).click()
  await expect(page.getByRole('row').nth(1)).toContainText('Locked out')
  await page.getByRole('button', { name: 'Status' }).click()
  await expect(page).toHaveURL(/sort=-status/)
  await expect(page.getByRole('row').nth(1)).toContainText('Active')
})

test('the grid is one stop for the keyboard and moves by arrows, pages and ends', async ({ signInAs }) => {
  const page = await signInAs('administrator')
  const grid = page.getByRole('grid', { name: 'API Keys' })
  const rows = Number(await grid.getAttribute('aria-rowcount'))
  await page.getByLabel('Search keys').focus()
  await page.keyboard.press('Tab')
  await expect(page.getByRole('button', { name: 'Name' })).toBeFocused()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowRight')
  await expect(page.getByRole('row').nth(1).getByRole('gridcell').nth(1)).toBeFocused()
  await page.keyboard.press('Control+End')

  const last = page.getByRole('row').last()
  await expect(last).toHaveAttribute('aria-rowindex', String(rows))
  await expect(last.getByRole('gridcell').last()).toBeFocused()
})

test('everything is there in Japanese, and stays so', async ({ signInAs }) => {
  const page = await signInAs('auditor')
  await page.getByLabel('Language').selectOption('ja')
  await expect(page.getByRole('heading', { name: 'APIキー' })).toBeVisible()
  await expect(page.getByRole('columnheader', { name: '有効期限' })).toBeVisible()
  await page.reload()
  await expect(page.getByRole('heading', { name: 'APIキー' })).toBeVisible()
  expect(await page.evaluate(() => document.documentElement.lang)).toBe('ja')
})

test('on a phone the name and the state are what is left', async ({ signInAs, page: phone }) => {
  await phone.setViewportSize({ width: 320, height: 640 })
  const page = await signInAs('administrator')
  await page.getByLabel('Search keys').fill('deploy-bot')
  await expect(page.getByRole('gridcell', { name: /deploy-bot/ })).toContainText('Active')
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320)
})

for (const colorScheme of ['light', 'dark'] as const)
  test(`axe finds nothing on the list, ${colorScheme}`, async ({ signInAs, page: fresh }) => {
    await fresh.emulateMedia({ colorScheme })
    const page = await signInAs('administrator')
    await expect(page.getByRole('gridcell').first()).toBeVisible()
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([])
  })
