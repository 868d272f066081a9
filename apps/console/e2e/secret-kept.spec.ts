import { expect, fillSignIn, signInOf, test } from './fixtures.ts'
import { uniqueName } from './keys-at-the-manager.ts'
import { closeProven, issue, pasteBack, read } from './secret-page.ts'

test('closing without saving asks, and locks the key out', async ({ pageOf, manager }) => {
  const page = await pageOf('administrator')
  const keyName = uniqueName('unsaved')
  const secret = await issue(page, keyName)
  const secretKey = await read(secret)
  for (const leave of [
    () => page.keyboard.press('Escape'),
    () => page.goBack(),
    () => secret.getByRole('button', { name: 'Close without saving' }).click(),
  ]) {
    await leave()
    await expect(secret.getByRole('alert')).toContainText('Nobody can see this secret again.')
    await expect(secret.getByRole('button', { name: 'Back to the secret' })).toBeFocused()
    await page.keyboard.press('Enter')
    await expect(secret.getByRole('alert')).toHaveCount(0)
  }
  await page.keyboard.press('Escape')
  await secret.getByRole('button', { name: `Close and lock out ${keyName}` }).click()
  await expect(secret).toHaveCount(0)
  await expect(page.getByRole('row', { name: keyName })).toContainText('Locked out')
  expect(await manager.statusWith(secretKey)).toBe(403)
})

test('a reload keeps the secret for the same person in the same browser', async ({ pageOf, manager }) => {
  const page = await pageOf('administrator')
  const keyName = uniqueName('reload')
  let secret = await issue(page, keyName)
  const secretKey = await read(secret)
  page.once('dialog', (dialog) => void dialog.accept())
  await page.reload()
  secret = page.getByRole('dialog', { name: `Secret of ${keyName}` })
  expect(await read(secret)).toBe(secretKey)
  await pasteBack(page, secret, secretKey)
  await closeProven(secret)
  expect(await manager.named(keyName)).toHaveLength(1)
  await page.reload()
  await expect(page.getByRole('row', { name: keyName })).toBeVisible()
  await expect(secret).toHaveCount(0)
})

test('a second tab does not show what the first one shows', async ({ pageOf }) => {
  const page = await pageOf('administrator')
  const keyName = uniqueName('two tabs')
  const secret = await issue(page, keyName)
  const other = await pageOf('administrator')
  await other.getByRole('searchbox').fill(keyName)
  await expect(other.getByRole('row', { name: keyName })).toBeVisible()
  await expect(other.getByRole('dialog')).toHaveCount(0)
  await page.bringToFront()
  await pasteBack(page, secret, await read(secret))
  await closeProven(secret)
})

test('nobody but the one who asked is shown the secret', async ({ page, context, signInAs, manager }) => {
  await signInAs('administrator')
  const keyName = uniqueName('mine')
  const secret = await issue(page, keyName)
  await context.clearCookies()
  page.once('dialog', (dialog) => void dialog.accept())
  await page.goto('/sign-in')
  await fillSignIn(page, signInOf('limited'))
  await page.getByRole('searchbox').fill(keyName)
  await expect(page.getByRole('row', { name: keyName })).toBeVisible()
  await expect(secret).toHaveCount(0)
  expect(await manager.named(keyName)).toHaveLength(1)
})
