import { axeFindings, expect, test } from './fixtures.ts'

for (const colorScheme of ['light', 'dark'] as const)
  for (const width of [1440, 320])
    test.describe(`${colorScheme}, ${width} px wide`, () => {
      test('axe finds nothing on the sign-in page', async ({ page }) => {
        await page.emulateMedia({ colorScheme })
        await page.setViewportSize({ width, height: 800 })
        await page.goto('/sign-in')
        await expect(page.getByLabel('User name')).toBeFocused()
        expect(await axeFindings(page)).toEqual([])
      })

      test('axe finds nothing on the list, its filters and an open menu', async ({ pageOf }) => {
        test.slow()
        const page = await pageOf('administrator')
        await page.emulateMedia({ colorScheme })
        await page.setViewportSize({ width, height: 800 })
        await expect(page.getByRole('gridcell').first()).toBeVisible()
        await page.getByRole('button', { name: 'Filter', exact: true }).click()
        await page.getByRole('gridcell').first().click()
        expect(await axeFindings(page)).toEqual([])
        await page.getByRole('button', { name: 'Theme' }).click()
        await expect(page.getByRole('menu')).toBeVisible()
        expect(await axeFindings(page)).toEqual([])
      })
    })

for (const colorScheme of ['light', 'dark'] as const)
  test(`forced colours leave the words of a coloured button to be read, ${colorScheme}`, async ({ pageOf }) => {
    const page = await pageOf('administrator')
    await page.emulateMedia({ forcedColors: 'active', colorScheme })
    const looks = () =>
      page.getByRole('button', { name: 'New', exact: true }).evaluate((button) => {
        const { color, backgroundColor, forcedColorAdjust } = getComputedStyle(button)
        return { forcedColorAdjust, differs: color !== backgroundColor }
      })
    // Otherwise the browser lays a plate in the colour of these words behind them.
    await expect.poll(looks).toEqual({ forcedColorAdjust: 'none', differs: true })
  })
