import type { Locator } from '@playwright/test'
import { expect, signInOf, test } from './fixtures.ts'
import { uniqueName } from './keys-at-the-manager.ts'

test('a printed list holds every row that matches, the filter, when and who, and nothing to press', async ({
  pageOf,
}) => {
  const page = await pageOf('administrator')
  await page.goto('/api-keys?status=active')
  const grid = page.getByRole('grid', { name: 'API Keys' })
  await expect(grid.getByRole('row').nth(1)).toBeVisible()
  const all = Number(await grid.getAttribute('aria-rowcount'))
  expect(await grid.getByRole('row').count()).toBeLessThan(all)
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' })
  await page.evaluate(() => dispatchEvent(new Event('beforeprint')))
  await expect(grid.getByRole('row')).toHaveCount(all)
  const printed = page.getByText(/^Latchkey, printed \d.* by /)
  await expect(printed).toContainText(`${signInOf('administrator').userName}, Full Access, Primary tenant`)
  await expect(page.getByText('Status: Active')).toBeVisible()
  await expect(page.getByRole('navigation')).toHaveCount(0)
  await expect(page.getByRole('button', { name: 'New', exact: true })).toHaveCount(0)
  // On white, whatever the theme, and one under the other.
  const [first, second] = [grid.getByRole('row').nth(1), grid.getByRole('row').nth(2)]
  await expect(first).toHaveCSS('color', 'rgb(22, 27, 36)')
  const [above, below] = [await first.boundingBox(), await second.boundingBox()]
  expect(below?.y).toBeGreaterThanOrEqual((above?.y ?? 0) + (above?.height ?? 0))
  // What needs more room has more of it, and its heading stands above it.
  const place = (of: Locator) => of.evaluate((cell) => [cell.getBoundingClientRect().x, cell.clientWidth] as const)
  const heading = (name: string) => place(grid.getByRole('columnheader', { name }))
  const [[nameAt, nameWidth], [, widthOfMoment]] = [await heading('Name'), await heading('Last sign-in')]
  expect(widthOfMoment).toBeGreaterThan(nameWidth)
  expect(await place(first.getByRole('gridcell').first())).toEqual([nameAt, nameWidth])
  await page.emulateMedia({ media: 'screen' })
  await page.evaluate(() => dispatchEvent(new Event('afterprint')))
  await expect(printed).toHaveCount(0)
  await expect.poll(() => grid.getByRole('row').count()).toBeLessThan(all)
})

for (const [path, set] of [
  ['/activity?outcome=ok', 'Outcome: Done'],
  ['/system-events?level=info', 'Level: Info'],
] as const)
  test(`a printed log says what narrows it, and has no field to fill in, ${path}`, async ({ pageOf }) => {
    const page = await pageOf('administrator')
    await page.goto(path)
    await expect(page.getByRole('gridcell').nth(1)).toBeVisible()
    await expect(page.getByLabel('From', { exact: true })).toBeVisible()
    await page.emulateMedia({ media: 'print' })
    await expect(page.getByText(set, { exact: true })).toBeVisible()
    for (const role of ['searchbox', 'combobox', 'checkbox'] as const)
      await expect(page.getByRole('main').getByRole(role)).toHaveCount(0)
    for (const label of ['From', 'To']) await expect(page.getByLabel(label, { exact: true })).toBeHidden()
  })

test('a key is printed as the window it is in, and a secret never', async ({ pageOf, manager }) => {
  const key = await manager.make(uniqueName('on paper'), { description: 'Printed for the auditors' })
  const page = await pageOf('administrator')
  await page.goto(`/api-keys/${key.ID}`)
  await expect(page.getByRole('dialog').getByLabel('Name', { exact: true })).toHaveValue(key.keyName)
  await page.emulateMedia({ media: 'print' })
  await expect(page.getByText('Printed for the auditors')).toBeVisible()
  await expect(page.getByRole('grid')).toHaveCount(0)
  await expect(page.getByRole('button')).toHaveCount(0)

  await page.emulateMedia({ media: 'screen' })
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'New', exact: true }).click()
  const form = page.getByRole('dialog', { name: 'New API key' })
  const keyName = uniqueName('not on paper')
  await form.getByLabel('Name', { exact: true }).fill(keyName)
  await form.getByRole('combobox', { name: 'Role' }).click()
  await form.getByRole('option', { name: 'Auditor' }).click()
  await form.getByRole('button', { name: 'OK' }).click()
  const secret = page.getByRole('dialog', { name: `Secret of ${keyName}` })
  await secret.getByRole('button', { name: 'Show' }).click()
  await expect(secret.getByRole('code')).not.toBeEmpty()
  const text = await secret.getByRole('code').innerText()
  await expect(page.getByText(text)).toBeVisible()
  await page.emulateMedia({ media: 'print' })
  await expect(secret.getByText('This is the only time it is shown.')).toBeVisible()
  await expect(page.getByText(text)).toBeHidden()
  await page.emulateMedia({ media: 'screen' })
  await page.keyboard.press('Escape')
  await secret.getByRole('button', { name: `Close and lock out ${keyName}` }).click()
  await expect(secret).toHaveCount(0)
})
