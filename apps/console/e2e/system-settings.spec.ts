import { axeFindings, expect, test } from './fixtures.ts'

test('a setting is changed, and given its default back', async ({ pageOf }) => {
  const page = await pageOf('administrator')
  await page.goto('/system-settings')
  const expiry = page.getByLabel('Passwords expire after')
  await expect(page.getByRole('button', { name: 'Save settings' })).toHaveAttribute('aria-disabled', 'true')
  await expiry.selectOption('180 days')
  await expect(page.getByText('1 change is not saved')).toBeVisible()
  await page.getByText('Equivalent code').click()
  await expect(page.getByLabel('curl code')).toHaveValue(/platformSettingUserPasswordExpiry/)
  await page.getByRole('button', { name: 'Save settings' }).click()
  await expect(page.getByText('The settings are saved.')).toBeVisible()
  await page.reload()
  await expect(expiry).toHaveValue('180 Days')
  await page.getByRole('button', { name: 'Restore: Passwords expire after' }).click()
  await expect(expiry).toHaveValue('Never')
  await page.reload()
  await expect(expiry).toHaveValue('Never')
})

test('a number that is not allowed is told at its field, and nothing is sent', async ({ pageOf }) => {
  const page = await pageOf('administrator')
  await page.goto('/system-settings')
  const length = page.getByLabel('Password minimum length')
  await length.fill('7')
  await page.getByRole('button', { name: 'Save settings' }).click()
  await expect(page.getByText('This number is not allowed here.')).toBeVisible()
  await expect(length).toBeFocused()
  await page.getByRole('button', { name: 'Discard the changes' }).click()
  await expect(length).toHaveValue('8')
})

test('who may not see settings is told which right is missing', async ({ pageOf }) => {
  const page = await pageOf('limited')
  await page.goto('/system-settings')
  await expect(page.getByText('It takes the right “System settings: View”.')).toBeVisible()
})

for (const [colorScheme, width] of [
  ['light', 1440],
  ['dark', 320],
] as const)
  test(`axe finds nothing in the settings, ${colorScheme}, ${width} px wide`, async ({ pageOf }) => {
    const page = await pageOf('administrator')
    await page.emulateMedia({ colorScheme })
    await page.setViewportSize({ width, height: 800 })
    await page.goto('/system-settings')
    await expect(page.getByLabel('Password minimum length')).toBeVisible()
    expect(await axeFindings(page)).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)
  })
