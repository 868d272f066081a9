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
