import AxeBuilder from '@axe-core/playwright'
import { expect, fillSignIn, signInOf, test } from './fixtures.ts'

test('a wrong password and an unknown user are told the same, once', async ({ page }) => {
  await page.goto('/')
  const messages: (string | null)[] = []
  for (const userName of [signInOf('limited').userName, 'nobody-here']) {
    await fillSignIn(page, { userName, password: 'not the password' })
    await expect(page.getByRole('alert')).toHaveCount(1)
    await expect(page.getByRole('button', { name: 'Sign in', exact: true })).toBeEnabled()
    messages.push(await page.getByRole('alert').textContent())
  }
  expect(new Set(messages).size).toBe(1)
})

test('a link leads on to its page after signing in, and signing out ends it', async ({ page }) => {
  await page.goto('/api-keys?q=deploy-bot')
  await fillSignIn(page, signInOf('administrator'))
  await expect(page).toHaveURL(/\/api-keys\?q=deploy-bot/)
  await expect(page.getByRole('row', { name: /deploy-bot/ })).toBeVisible()
  await page.getByRole('button', { name: 'Sign out' }).click()
  await expect(page.getByLabel('User name')).toBeVisible()
  await page.goto('/api-keys')
  await expect(page.getByLabel('User name')).toBeVisible()
})

test('a link to another site is not followed', async ({ page, baseURL }) => {
  await page.goto('/sign-in?from=//evil.example/')
  await fillSignIn(page, signInOf('auditor'))
  await expect(page.getByRole('heading', { name: 'API Keys' })).toBeVisible()
  expect(new URL(page.url()).origin).toBe(baseURL)
  await page.getByRole('button', { name: 'Sign out' }).click()
  await expect(page.getByLabel('User name')).toBeVisible()
})

for (const colorScheme of ['light', 'dark'] as const)
  test(`axe finds nothing on the sign-in page, ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme })
    await page.goto('/sign-in')
    await expect(page.getByLabel('User name')).toBeFocused()
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([])
  })
