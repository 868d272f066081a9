import { readFile } from 'node:fs/promises'
import { expect, test } from './fixtures.ts'
import { uniqueName } from './keys-at-the-manager.ts'
import { closeProven, issue, pasteBack, read } from './secret-page.ts'

test('a key is made, its secret works, and custody is proven by pasting it back', async ({ pageOf, manager }) => {
  const page = await pageOf('administrator')
  const keyName = uniqueName('created')
  const secret = await issue(page, keyName)
  const secretKey = await read(secret)
  expect(await manager.statusWith(secretKey)).toBe(200)
  expect(await page.content()).not.toContain(secretKey)
  await expect(secret.getByRole('button', { name: 'Close', exact: true })).toBeDisabled()
  for (const [wrong, says] of [
    [`${secretKey} `, 'There are blanks'],
    [secretKey.slice(0, -1), 'Characters are missing'],
    [secretKey.split(':')[0] ?? '', 'This is the ID'],
    ['something else', 'another text'],
  ] as const) {
    await pasteBack(page, secret, wrong)
    await expect(secret.getByRole('alert')).toContainText(says)
    await expect(secret.getByLabel('Paste it back')).toHaveValue('')
  }
  await page.keyboard.press('Escape')
  await expect(secret.getByRole('button', { name: 'Back to the secret' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(secret.getByLabel('Paste it back')).toBeFocused()
  await pasteBack(page, secret, secretKey)
  await expect(secret.getByText('Confirmed: what you pasted is the secret.')).toBeVisible()
  await expect(secret.getByRole('button', { name: 'Close', exact: true })).toBeFocused()
  await closeProven(secret)
  const row = page.getByRole('row', { name: keyName })
  await expect(row.getByRole('gridcell').nth(1)).toBeFocused()
  await page.goBack()
  expect(await page.content()).not.toContain(secretKey)
  await page.reload()
  await expect(page.getByRole('grid')).toBeVisible()
  await expect(page.getByRole('dialog', { name: /^Secret of/ })).toHaveCount(0)
})

test('the secret is in the page only while it is shown, and one click takes all of it', async ({ pageOf }) => {
  const page = await pageOf('administrator')
  const secret = await issue(page, uniqueName('shown'))
  const secretKey = await read(secret)
  await secret.getByRole('button', { name: 'Show' }).click()
  await expect(secret.getByText(secretKey)).toBeVisible()
  await secret.getByText(secretKey).click()
  expect(await page.evaluate(() => String(getSelection()))).toBe(secretKey)
  await secret.getByRole('button', { name: 'Hide' }).click()
  await expect(secret.getByText('The secret is hidden')).toBeAttached()
  expect(await page.content()).not.toContain(secretKey)
  await secret.getByRole('button', { name: 'Show' }).click()
  await page.evaluate(() => dispatchEvent(new PageTransitionEvent('pagehide')))
  await expect(secret.getByText(secretKey)).toHaveCount(0)
  await pasteBack(page, secret, secretKey)
  await closeProven(secret)
})

test('Copy takes the exact bytes, in the form that is chosen', async ({ pageOf }) => {
  const page = await pageOf('administrator')
  const secret = await issue(page, uniqueName('bytes'))
  const secretKey = await read(secret)
  await secret.getByRole('radio', { name: 'PowerShell' }).check()
  await secret.getByRole('button', { name: 'Copy' }).click()
  await expect(secret.getByText('Copied')).toBeVisible()
  await secret.getByLabel('Paste it back').focus()
  await page.keyboard.press('ControlOrMeta+V')
  await expect(secret.getByRole('alert')).toContainText('with something around it')
  await secret.getByRole('radio', { name: 'Plain' }).check()
  await expect(secret.getByText('Copied')).toHaveCount(0)
  await secret.getByRole('button', { name: 'Copy' }).click()
  await expect(secret.getByText('Copied')).toBeVisible()
  await secret.getByLabel('Paste it back').focus()
  await page.keyboard.press('ControlOrMeta+V')
  await expect(secret.getByText('Confirmed: what you pasted is the secret.')).toBeVisible()
  await closeProven(secret)
  await page.getByRole('searchbox').focus()
  await page.keyboard.press('ControlOrMeta+V')
  await expect(page.getByRole('searchbox')).toHaveValue(secretKey)
})

test('a download in the form of the tool, confirmed, is a proof', async ({ pageOf, manager }) => {
  const page = await pageOf('administrator')
  const keyName = uniqueName('download')
  const secret = await issue(page, keyName)
  await secret.getByRole('radio', { name: 'JSON' }).check()
  const download = page.waitForEvent('download')
  await secret.getByRole('button', { name: 'Download' }).click()
  const file = await download
  expect(file.suggestedFilename()).toBe(`${keyName}.json`)
  const content: { secretKey: string } = JSON.parse(await readFile(await file.path(), 'utf8'))
  expect(await manager.statusWith(content.secretKey)).toBe(200)
  await secret.getByLabel(`I have the file ${keyName}.json in a safe place`).click()
  await expect(secret.getByText('Confirmed: you have the file.')).toBeVisible()
  await closeProven(secret)
})

test('the first sign-in with it is a proof as well', async ({ pageOf, manager }) => {
  const page = await pageOf('administrator')
  const secret = await issue(page, uniqueName('used'))
  await expect(secret.getByText('Or use it: a sign-in with it is noticed here.')).toBeVisible()
  const secretKey = await read(secret)
  await expect(secret.getByRole('button', { name: 'Close', exact: true })).toBeDisabled()
  expect(await manager.statusWith(secretKey)).toBe(200)
  await expect(secret.getByText('Confirmed: it has been used.')).toBeVisible({ timeout: 20_000 })
  await closeProven(secret)
})
