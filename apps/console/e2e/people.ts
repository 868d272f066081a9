import type { Browser, Page } from '@playwright/test'
import { expect, fillSignIn } from './fixtures.ts'

export const password = 'a long pass phrase 1'

/** A user of the test's own, whom nobody else signs in as. */
export async function makeUser(page: Page, name: string, role: string): Promise<void> {
  await page.goto('/users/new')
  await page.getByLabel('User name').fill(name)
  await page.getByLabel('Role', { exact: true }).selectOption(role)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByLabel('Password again').fill(password)
  await page.getByRole('button', { name: 'OK' }).click()
  await expect(page.getByRole('dialog')).toHaveCount(0)
}

export async function signedInElsewhere(
  browser: Browser,
  baseURL: string | undefined,
  userName: string,
): Promise<Page> {
  const context = await browser.newContext({ ...(baseURL !== undefined && { baseURL }), acceptDownloads: true })
  const page = await context.newPage()
  await page.goto('/')
  await fillSignIn(page, { userName, password })
  await expect(page.getByRole('banner')).toContainText(userName)
  return page
}

/** The editor is gone, and the window that asked for a role has it. */
export async function expectRoleChosen(page: Page, name: string): Promise<void> {
  await expect(page.getByRole('dialog', { name: 'New role' })).toHaveCount(0)
  await expect(page.getByLabel('Role', { exact: true }).locator('option:checked')).toHaveText(name)
}
