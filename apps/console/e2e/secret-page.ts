import type { Locator, Page } from '@playwright/test'
import { expect } from './fixtures.ts'

/** New, filled and sent: the window has become the page of the secret. */
export async function issue(page: Page, keyName: string): Promise<Locator> {
  await page.getByRole('button', { name: 'New', exact: true }).click()
  const form = page.getByRole('dialog', { name: 'New API key' })
  await form.getByLabel('Name', { exact: true }).fill(keyName)
  await chooseRole(form, 'Auditor')
  await form.getByRole('button', { name: 'OK' }).click()
  const secret = page.getByRole('dialog', { name: `Secret of ${keyName}` })
  await expect(secret.getByRole('button', { name: 'Copy' })).toBeVisible()
  return secret
}

export async function chooseRole(form: Locator, role: string): Promise<void> {
  await form.getByRole('combobox', { name: 'Role' }).click()
  await form.getByRole('option', { name: role }).click()
}

export async function read(secret: Locator): Promise<string> {
  await secret.getByRole('button', { name: 'Show' }).click()
  const shown = secret.getByRole('code')
  await expect(shown).not.toBeEmpty()
  const text = await shown.innerText()
  await secret.getByRole('button', { name: 'Hide' }).click()
  return text
}

export async function pasteBack(page: Page, secret: Locator, text: string): Promise<void> {
  await page.evaluate((pasted) => navigator.clipboard.writeText(pasted), text)
  await secret.getByLabel('Paste it back').focus()
  await page.keyboard.press('ControlOrMeta+V')
}

export async function closeProven(secret: Locator): Promise<void> {
  await secret.getByRole('button', { name: 'Close', exact: true }).click()
  await expect(secret).toHaveCount(0)
}
