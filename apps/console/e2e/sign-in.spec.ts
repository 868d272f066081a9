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

test('what was not entered is said at its field, in the page’s own words', async ({ page }) => {
  await page.goto('/')
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  const userName = page.getByLabel('User name')
  await expect(userName).toBeFocused()
  await expect(userName).toHaveAccessibleDescription('Enter the user name.')
  await expect(page.getByLabel('Password')).toHaveAccessibleDescription('Enter the password.')
  await userName.fill('somebody')
  await expect(userName).not.toHaveAccessibleDescription('Enter the user name.')
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(page.getByLabel('Password')).toBeFocused()
})

test('a link leads on to its page after signing in', async ({ page }) => {
  await page.goto('/api-keys?q=deploy-bot')
  await fillSignIn(page, signInOf('administrator'))
  await expect(page).toHaveURL(/\/api-keys\?q=deploy-bot/)
  await expect(page.getByRole('row', { name: /deploy-bot/ })).toBeVisible()
  await page.getByRole('button', { name: /^administrator/ }).click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  await expect(page.getByLabel('User name')).toBeVisible()
  // Whoever is out does not learn which addresses are pages.
  for (const address of ['/api-keys', '/nowhere']) {
    await page.goto(address)
    await expect(page.getByLabel('User name')).toBeVisible()
  }
})

test('a link to another site is not followed', async ({ page, baseURL }) => {
  await page.goto('/sign-in?from=//evil.example/')
  await fillSignIn(page, signInOf('auditor'))
  await expect(page.getByRole('heading', { name: 'API Keys' })).toBeVisible()
  expect(new URL(page.url()).origin).toBe(baseURL)
  await page.getByRole('button', { name: /^auditor/ }).click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  await expect(page.getByLabel('User name')).toBeVisible()
})

test('signing out clears every tab', async ({ signInAs, context }) => {
  const page = await signInAs('limited')
  const other = await context.newPage()
  await other.goto('/api-keys')
  await expect(other.getByRole('grid')).toBeVisible()
  await page.getByRole('button', { name: /^limited/ }).click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  for (const tab of [page, other])
    await expect(tab.getByRole('heading', { name: 'Sign in to the manager' })).toBeVisible()
})

test('a session that ended is signed in again over the page, which stays as it was', async ({ signInAs, context }) => {
  const page = await signInAs('limited')
  await page.getByRole('searchbox').fill('deploy-bot')
  await context.clearCookies()
  await page.getByRole('button', { name: 'Read the list again' }).click()
  const layer = page.getByRole('dialog', { name: 'Sign in' })
  await layer.getByLabel('Password').fill('not the password')
  await layer.getByRole('button', { name: 'Sign in' }).click()
  await expect(layer.getByRole('alert')).toBeVisible()
  await layer.getByLabel('Password').fill(signInOf('limited').password)
  await layer.getByRole('button', { name: 'Sign in' }).click()
  await expect(layer).toHaveCount(0)
  await expect(page.getByRole('searchbox')).toHaveValue('deploy-bot')
  await expect(page.getByRole('row', { name: /deploy-bot/ })).toBeVisible()
})

test.describe('a browser that asks for Japanese', () => {
  test.use({ locale: 'ja-JP' })

  test('gets it from the first page on', async ({ page }) => {
    await page.goto('/')
    await expect(page.getByRole('heading', { name: 'マネージャにサインイン' })).toBeVisible()
  })
})
