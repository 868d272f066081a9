import { axeFindings, expect, test } from './fixtures.ts'
import { uniqueName } from './keys-at-the-manager.ts'

test('a bar narrows the events to its hour, and the hour is a link', async ({ pageOf, manager }) => {
  const page = await pageOf('auditor')
  const { ID, keyName } = await manager.make(uniqueName('hourly'))
  await manager.modify(ID, { description: 'changed' })
  await page.goto(`/system-events?target=api-key.${ID}`)
  const bars = page.getByRole('toolbar', { name: 'Events per hour' }).getByRole('button')
  await expect(bars).toHaveCount(24)
  await expect(page.getByText(/Events per hour: 2 events since .* Most in the hour from/)).toBeVisible()
  const bar = bars.and(page.getByRole('button', { name: /: 2 events$/ }))
  await bar.click()
  await expect(page).toHaveURL(/hour=\d{4}-\d\d-\d\dT\d\d(?::|%3A)\d\dZ/)
  await expect(page.getByRole('row', { name: new RegExp(keyName) })).toHaveCount(2)
  await page.reload()
  await expect(bar).toHaveAttribute('aria-pressed', 'true')
  await test.step('the arrows go from bar to bar, and what has no events says so', async () => {
    await bar.focus()
    await page.keyboard.press('ArrowLeft')
    const before = bars.and(page.locator(':focus'))
    await expect(before).toHaveAccessibleName(/^\d\d:00 to \d\d:00: 0 events$/)
    await page.keyboard.press('Enter')
    await expect(page.getByText('Nothing matches these filters')).toBeVisible()
    await page.goBack()
    await expect(page.getByRole('row', { name: new RegExp(keyName) })).toHaveCount(2)
  })
  await test.step('the filter is named and goes, and the bar is let go with it', async () => {
    await page.getByRole('button', { name: /^Remove the filter \d.* to \d\d:00$/ }).click()
    await expect(page).not.toHaveURL(/hour=/)
    await expect(bar).toHaveAttribute('aria-pressed', 'false')
  })
})

test('the hours are a table as well, and follow what is looked for', async ({ pageOf, manager }) => {
  const page = await pageOf('auditor')
  const { ID, keyName } = await manager.make(uniqueName('told'))
  await manager.modify(ID, { active: false })
  await page.goto(`/system-events?target=api-key.${ID}`)
  await page.getByText('As a table').click()
  const table = page.getByRole('table')
  await expect(table.getByRole('row')).toHaveCount(25)
  const filled = table.getByRole('row', { name: /[1-9]\d* 0 0$/ })
  await expect(filled).toHaveAccessibleName(/:00 (\d+) \1 0 0$/)
  await page.getByRole('searchbox').fill('Locked Out')
  await expect(page.getByText(/Events per hour: 1 event since/)).toBeVisible()
  await page.getByRole('searchbox').fill(`no ${keyName}`)
  await expect(page.getByText(/Events per hour: 0 events since/)).toBeVisible()
})

test('a day that is chosen has its own hours', async ({ pageOf }) => {
  const page = await pageOf('auditor')
  await page.goto('/system-events?to=2001-01-05')
  await expect(page.getByText(/Events per hour: 0 events since 5 Jan 2001, 00:00/)).toBeVisible()
})

for (const [colorScheme, forcedColors, width] of [
  ['light', 'none', 1440],
  ['dark', 'none', 320],
  ['light', 'active', 320],
] as const)
  test(`axe finds nothing in the hours and their table, ${colorScheme}, forced colours ${forcedColors}, ${width} px`, async ({
    pageOf,
  }) => {
    const page = await pageOf('auditor')
    await page.emulateMedia({ colorScheme, forcedColors })
    await page.setViewportSize({ width, height: 800 })
    await page.goto('/system-events')
    const bars = page.getByRole('toolbar', { name: 'Events per hour' }).getByRole('button')
    await expect(bars).toHaveCount(width === 320 ? 12 : 24)
    await page.getByText('As a table').click()
    await bars.last().click()
    await expect(page).toHaveURL(/hour=/)
    expect(await axeFindings(page)).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)
  })
