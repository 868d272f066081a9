import type { Page } from '@playwright/test'
import { codeOf, scan } from './authenticator.ts'
import { axeFindings, expect, fillSignIn, test } from './fixtures.ts'
import { uniqueName } from './keys-at-the-manager.ts'
import { makeUser, password, signedInElsewhere } from './people.ts'

async function signInAgain(page: Page, name: string, code: string): Promise<void> {
  await page.getByRole('button', { name: new RegExp(`^${name}`) }).click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  await page.getByRole('textbox', { name: 'Code' }).fill(code)
  await fillSignIn(page, { userName: name, password })
}

test('a second factor is scanned, confirmed, asked for, and opened by a recovery code', async ({
  pageOf,
  browser,
  baseURL,
}) => {
  test.slow()
  const name = uniqueName('factor')
  await makeUser(await pageOf('administrator'), name, 'Auditor')
  const elsewhere = await signedInElsewhere(browser, baseURL, name)
  const page = await signedInElsewhere(browser, baseURL, name)
  await page.goto('/profile')
  await page.getByRole('button', { name: 'Switch on' }).click()
  const address = await scan(page)
  await test.step('the code is one of an authenticator', async () => {
    expect(address.protocol).toBe('otpauth:')
    expect(decodeURIComponent(address.pathname)).toContain(name)
    expect(await axeFindings(page)).toEqual([])
    await page.getByRole('textbox', { name: 'Code' }).fill('000000')
    await page.getByRole('button', { name: 'Switch on' }).last().click()
    await expect(page.getByText('This code is wrong or was used already.')).toBeVisible()
    await page.getByRole('textbox', { name: 'Code' }).fill(codeOf(address))
    await page.getByRole('button', { name: 'Switch on' }).last().click()
  })
  const listed = page.getByRole('dialog', { name: 'Recovery codes' }).getByRole('listitem')
  await expect(listed.first()).toBeVisible()
  const codes = await listed.allTextContents()
  await test.step('its recovery codes are shown once, and leave when one was typed back', async () => {
    expect(codes.length).toBeGreaterThanOrEqual(8)
    await expect(page.getByRole('button', { name: 'Close' })).toHaveAttribute('aria-disabled', 'true')
    await page.keyboard.press('Escape')
    await expect(page.getByText('Without them, whoever loses the authenticator')).toBeVisible()
    await page.getByRole('button', { name: 'Go back' }).click()
    await page.getByLabel('One of the codes').fill(codes[1] ?? '')
    await page.getByRole('button', { name: 'Close' }).click()
    await expect(page.getByText(`It is on. ${codes.length} recovery codes are left.`)).toBeVisible()
    await page.reload()
    await expect(page.getByText(codes[0] ?? '')).toHaveCount(0)
  })
  await test.step('elsewhere one is signed out', async () => {
    await elsewhere.reload()
    await expect(elsewhere.getByRole('heading', { name: 'Sign in to the manager' })).toBeVisible()
  })
  await test.step('signing in takes it, and a recovery code opens once', async () => {
    await signInAgain(page, name, '')
    await expect(page.getByRole('alert')).toBeVisible()
    await page.getByRole('textbox', { name: 'Code' }).fill(codes[0] ?? '')
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    await expect(page.getByRole('banner')).toContainText(name)
    await signInAgain(page, name, codes[0] ?? '')
    await expect(page.getByRole('alert')).toBeVisible()
  })
  for (const { context } of [page, elsewhere].map((each) => ({ context: each.context() }))) await context.close()
})

test('one’s own data and password are changed, and other browsers signed out', async ({ pageOf, browser, baseURL }) => {
  test.slow()
  const name = uniqueName('own')
  await makeUser(await pageOf('administrator'), name, 'Policy reader')
  const elsewhere = await signedInElsewhere(browser, baseURL, name)
  const page = await signedInElsewhere(browser, baseURL, name)
  await page.getByRole('button', { name: new RegExp(`^${name}`) }).click()
  await page.getByRole('menuitem', { name: 'My profile' }).click()
  await test.step('data', async () => {
    await page.getByLabel('Full name').fill('Abe Ken')
    await page.getByLabel('E-mail').fill('not an address')
    await page.getByRole('button', { name: 'Save' }).click()
    await expect(page.getByLabel('E-mail')).toBeFocused()
    await expect(page.getByLabel('E-mail')).toHaveAttribute('aria-invalid', 'true')
    await page.getByLabel('E-mail').fill('abe@example.com')
    await page.getByRole('button', { name: 'Save' }).click()
    await expect(page.getByText('Your data are saved.')).toBeVisible()
  })
  await test.step('password: the current one is asked for', async () => {
    await page.getByLabel('Current password').fill('a wrong one')
    await page.getByLabel('New password', { exact: true }).fill('another pass phrase 2')
    await page.getByLabel('New password again').fill('another pass phrase 2')
    await page.getByRole('button', { name: 'Change password' }).click()
    await expect(page.getByLabel('Current password')).toHaveAttribute('aria-invalid', 'true')
    await page.getByLabel('Current password').fill(password)
    await page.getByRole('button', { name: 'Change password' }).click()
    await expect(page.getByText('Your password is changed.')).toBeVisible()
  })
  await test.step('who was signed in elsewhere is not any more', async () => {
    await elsewhere.reload()
    await expect(elsewhere.getByRole('heading', { name: 'Sign in to the manager' })).toBeVisible()
    await page.reload()
    await expect(page.getByText('This session')).toBeVisible()
    await expect(page.getByLabel('Full name')).toHaveValue('Abe Ken')
  })
  for (const each of [page, elsewhere]) await each.context().close()
})

test('the stream of a session that was renewed ends, and nobody has to sign in again', async ({ pageOf }) => {
  const page = await pageOf('auditor')
  await page.goto('/profile')
  await expect(page.getByText('This session')).toBeVisible()
  const asked = page.waitForResponse('**/bff/session')
  await page.evaluate(() => new BroadcastChannel('latchkey.live').postMessage({ kind: 'session' }))
  expect((await asked).status()).toBe(200)
  await page.getByLabel('Full name').fill('still here')
  await expect(page.getByRole('dialog')).toHaveCount(0)
})

for (const [colorScheme, width] of [
  ['light', 1440],
  ['dark', 320],
] as const)
  test(`axe finds nothing in the profile, ${colorScheme}, ${width} px wide`, async ({ pageOf }) => {
    const page = await pageOf('auditor')
    await page.emulateMedia({ colorScheme })
    await page.setViewportSize({ width, height: 800 })
    await page.goto('/profile')
    await expect(page.getByText('This session')).toBeVisible()
    await expect(page.getByLabel('Full name')).toBeVisible()
    expect(await axeFindings(page)).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)
  })

test('whoever may do nothing else changes their own data, and finds no way to anything else', async ({
  pageOf,
  browser,
  baseURL,
}) => {
  test.slow()
  const administrator = await pageOf('administrator')
  const name = uniqueName('bare')
  await administrator.goto('/roles/new')
  await administrator.getByLabel('Name', { exact: true }).fill(`${name} role`)
  await administrator.getByRole('button', { name: 'Create role' }).click()
  await expect(administrator.getByRole('grid')).toBeVisible()
  await makeUser(administrator, name, `${name} role`)
  const page = await signedInElsewhere(browser, baseURL, name)
  await expect(page.getByText('You cannot see API keys')).toBeVisible()
  await page.goto('/profile')
  await page.getByLabel('Full name').fill('Abe Ken')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('Your data are saved.')).toBeVisible()
  await expect(page.getByText('This session')).toBeVisible()
  await page.goto('/profile?open=mfa')
  await expect(page.getByRole('img', { name: 'QR code for the authenticator' })).toBeVisible()
  expect(await axeFindings(page)).toEqual([])
  await page.getByRole('button', { name: 'Cancel' }).click()
  await expect(page).toHaveURL(/\/profile$/)
  await page.context().close()
})

test('whoever is signed in elsewhere sees where, and signs out there from here', async ({
  pageOf,
  browser,
  baseURL,
}) => {
  const name = uniqueName('travels')
  await makeUser(await pageOf('administrator'), name, 'Auditor')
  const elsewhere = await signedInElsewhere(browser, baseURL, name)
  const page = await signedInElsewhere(browser, baseURL, name)
  await page.goto('/profile')
  const open = page.getByRole('region', { name: 'Where you are signed in' }).getByRole('listitem')
  await expect(open).toHaveCount(2)
  await page.getByRole('button', { name: 'Sign out everywhere else' }).click()
  await expect(open).toHaveCount(1)
  await elsewhere.reload()
  await expect(elsewhere.getByRole('heading', { name: 'Sign in to the manager' })).toBeVisible()
  await page.reload()
  await expect(page.getByRole('banner')).toContainText(name)
  for (const one of [elsewhere, page]) await one.context().close()
})
