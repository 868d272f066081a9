import type { Page } from '@playwright/test'
import { codeOf, scan } from './authenticator.ts'
import { asPage, axeInBothThemes, expect, test } from './fixtures.ts'
import { uniqueName } from './keys-at-the-manager.ts'
import { makeUser, password, signedInElsewhere } from './people.ts'

/** Opens each window of what is chosen, looks at it, and leaves it. */
async function lookAtWindows(page: Page, row: string, actions: readonly string[]): Promise<void> {
  for (const action of actions) {
    await page.getByRole('row', { name: new RegExp(row) }).click()
    await page.getByRole('button', { name: 'Actions' }).click()
    await page.getByRole('menuitem', { name: action }).click()
    const dialog = page.getByRole('dialog')
    await expect(dialog).toBeVisible()
    const code = dialog.getByText('Equivalent code')
    if (await code.isVisible()) await code.click()
    expect(await axeInBothThemes(page), action).toEqual([])
    await dialog.getByRole('button', { name: 'Cancel' }).click()
    await expect(dialog).toHaveCount(0)
  }
}

test('axe finds nothing in what asks before a user is changed', async ({ pageOf }) => {
  test.slow()
  const page = await pageOf('administrator')
  const name = uniqueName('asked')
  await makeUser(page, name, 'Auditor')
  await page.goto(`/users?q=${encodeURIComponent(name)}`)
  await lookAtWindows(page, name, ['Set password…', 'Lock out…', 'Set role…', 'Delete…'])
})

test('axe finds nothing in what asks before a role goes, and in a comparison', async ({ pageOf }) => {
  test.slow()
  const page = await pageOf('administrator')
  const name = uniqueName('asked')
  expect((await page.request.post('/bff/roles', { ...asPage, data: { name } })).status()).toBe(200)
  await page.goto(`/roles?q=${encodeURIComponent(name)}`)
  await lookAtWindows(page, name, ['Delete…'])
  await page.goto('/roles?q=Key+administrator')
  await page.getByRole('row', { name: /Key administrator/ }).click()
  await page.getByRole('button', { name: 'Actions' }).click()
  await page.getByRole('menuitem', { name: 'Delete…' }).click()
  await expect(page.getByRole('dialog')).toContainText('hold this role')
  expect(await axeInBothThemes(page)).toEqual([])
  await page.goto('/roles/compare?a=1&b=2')
  await expect(page.getByRole('row').nth(1)).toBeVisible()
  expect(await axeInBothThemes(page)).toEqual([])
})

test('axe finds nothing in what asks before a tenant is suspended or goes', async ({ pageOf }) => {
  test.slow()
  const page = await pageOf('administrator')
  const name = uniqueName('asked')
  const administrator = { username: 'head', password, emailAddress: 'head@example.com' }
  const answer = await page.request.post('/bff/tenants', { ...asPage, data: { name, administrator } })
  expect(answer.status()).toBe(200)
  await page.goto(`/tenants?q=${encodeURIComponent(name)}`)
  await lookAtWindows(page, name, ['Suspend…', 'Delete…'])
})

test('axe finds nothing in the windows of a second factor, and someone who lost theirs is helped', async ({
  pageOf,
  browser,
  baseURL,
}) => {
  test.slow()
  const administrator = await pageOf('administrator')
  const name = uniqueName('locked in')
  await makeUser(administrator, name, 'Auditor')
  const page = await signedInElsewhere(browser, baseURL, name)
  await page.goto('/profile?open=mfa')
  await page.getByRole('textbox', { name: 'Code' }).fill(codeOf(await scan(page)))
  await page.getByRole('button', { name: 'Switch on' }).last().click()
  const codes = page.getByRole('dialog', { name: 'Recovery codes' })
  await expect(codes.getByRole('listitem').first()).toBeVisible()
  expect(await axeInBothThemes(page)).toEqual([])
  await page.keyboard.press('Escape')
  await expect(page.getByText('Without them, whoever loses the authenticator')).toBeVisible()
  expect(await axeInBothThemes(page)).toEqual([])
  await page.getByRole('button', { name: 'Close without keeping them' }).click()
  for (const action of ['New recovery codes', 'Switch off']) {
    await page.getByRole('button', { name: action, exact: true }).click()
    await page.getByRole('dialog').getByText('Equivalent code').click()
    await expect(page.getByRole('textbox', { name: 'curl code' })).toHaveValue(/"mfaCode":"CODE"[^]*NEXT_CODE/)
    expect(await axeInBothThemes(page), action).toEqual([])
    await page.getByRole('button', { name: 'Cancel' }).click()
  }
  await test.step('an administrator takes it away, once asked', async () => {
    await administrator.goto(`/users?q=${encodeURIComponent(name)}`)
    await administrator.getByRole('row', { name: new RegExp(name) }).dblclick()
    await administrator.getByRole('tab', { name: 'Sign-in' }).click()
    await administrator.getByRole('button', { name: 'Take the second factor away…' }).click()
    const dialog = administrator.getByRole('dialog', { name: `Take the second factor of ${name} away` })
    await expect(dialog.getByRole('button', { name: 'Cancel' })).toBeFocused()
    expect(await axeInBothThemes(administrator)).toEqual([])
    await dialog.getByRole('button', { name: `Take the second factor of ${name} away` }).click()
    await expect(dialog).toHaveCount(0)
    await expect(administrator.getByText('Off. Only the users themselves can switch it on.')).toBeVisible()
  })
  await page.context().close()
})
