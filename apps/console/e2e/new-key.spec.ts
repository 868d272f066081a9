import { readFile } from 'node:fs/promises'
import type { Locator, Page } from '@playwright/test'
import { axeFindings, expect, fillSignIn, signInOf, test } from './fixtures.ts'
import { roleIDs, uniqueName } from './keys-at-the-manager.ts'

/** New, filled and sent: the window has become the page of the secret. */
async function issue(page: Page, keyName: string): Promise<Locator> {
  await page.getByRole('button', { name: 'New', exact: true }).click()
  const form = page.getByRole('dialog', { name: 'New API key' })
  await form.getByLabel('Name', { exact: true }).fill(keyName)
  await chooseRole(form, 'Auditor')
  await form.getByRole('button', { name: 'OK' }).click()
  const secret = page.getByRole('dialog', { name: `Secret of ${keyName}` })
  await expect(secret.getByRole('button', { name: 'Copy' })).toBeVisible()
  return secret
}

async function chooseRole(form: Locator, role: string): Promise<void> {
  await form.getByRole('combobox', { name: 'Role' }).click()
  await form.getByRole('option', { name: role }).click()
}

async function read(secret: Locator): Promise<string> {
  await secret.getByRole('button', { name: 'Show' }).click()
  const shown = secret.getByRole('code')
  await expect(shown).not.toBeEmpty()
  const text = await shown.innerText()
  await secret.getByRole('button', { name: 'Hide' }).click()
  return text
}

async function pasteBack(page: Page, secret: Locator, text: string): Promise<void> {
  await page.evaluate((pasted) => navigator.clipboard.writeText(pasted), text)
  await secret.getByLabel('Paste it back').focus()
  await page.keyboard.press('ControlOrMeta+V')
}

async function closeProven(secret: Locator): Promise<void> {
  await secret.getByRole('button', { name: 'Close', exact: true }).click()
  await expect(secret).toHaveCount(0)
}

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
  await pasteBack(page, secret, secretKey)
  await expect(secret.getByText('Confirmed: what you pasted is the secret.')).toBeVisible()
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
  await secret.getByRole('button', { name: 'Copy' }).click()
  await secret.getByLabel('Paste it back').focus()
  await page.keyboard.press('ControlOrMeta+V')
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

test('two clicks on OK make one key, and what is missing is said at its field', async ({ pageOf, manager }) => {
  const page = await pageOf('administrator')
  const keyName = uniqueName('twice')
  await page.getByRole('button', { name: 'New', exact: true }).click()
  const form = page.getByRole('dialog', { name: 'New API key' })
  await form.getByLabel('Name', { exact: true }).fill(keyName)
  await form.getByRole('button', { name: 'OK' }).click()
  await expect(form.getByRole('alert')).toContainText('Choose a role')
  await expect(form.getByRole('combobox', { name: 'Role' })).toBeFocused()
  await chooseRole(form, 'Auditor')
  await form.getByRole('button', { name: 'OK' }).dblclick()
  const secret = page.getByRole('dialog', { name: `Secret of ${keyName}` })
  await pasteBack(page, secret, await read(secret))
  await closeProven(secret)
  expect(await manager.named(keyName)).toHaveLength(1)
  await page.getByRole('button', { name: 'New', exact: true }).click()
  await form.getByLabel('Name', { exact: true }).fill(keyName)
  await chooseRole(form, 'Auditor')
  await form.getByRole('button', { name: 'OK' }).click()
  await expect(form.getByRole('alert')).toContainText('has this name already')
  await expect(form.getByLabel('Name', { exact: true })).toBeFocused()
})

test('an expiry is chosen by what it will be, and kept to the millisecond', async ({ pageOf, manager }) => {
  const page = await pageOf('administrator')
  const keyName = uniqueName('expiring')
  await page.getByRole('button', { name: 'New', exact: true }).click()
  const form = page.getByRole('dialog', { name: 'New API key' })
  await form.getByLabel('Name', { exact: true }).fill(keyName)
  await chooseRole(form, 'Key administrator')
  await form.getByLabel('Expires on').check()
  await form.getByRole('button', { name: 'Presets' }).click()
  await form.getByRole('menuitem', { name: /^14 days · / }).click()
  await expect(form.getByText(/· in 1[34] d/)).toBeVisible()
  const before = Date.now()
  await form.getByRole('button', { name: 'OK' }).click()
  const secret = page.getByRole('dialog', { name: `Secret of ${keyName}` })
  await pasteBack(page, secret, await read(secret))
  await closeProven(secret)
  const [key] = await manager.named(keyName)
  expect(Math.abs((key?.expiryDate ?? 0) - before - 14 * 86_400_000)).toBeLessThan(60_000)
})

test('a duplicate has everything but name, expiry and secret', async ({ pageOf, manager }) => {
  const model = await manager.make(uniqueName('model'), {
    description: 'To be copied',
    roleID: roleIDs.fullAccess,
    timeZone: 'Asia/Tokyo',
    locale: 'ja-JP',
    expiryDate: Date.now() + 86_400_000,
  })
  const page = await pageOf('administrator')
  await page.getByRole('searchbox').fill(model.keyName)
  await page.getByRole('row', { name: model.keyName }).click({ button: 'right' })
  await page.getByRole('menuitem', { name: 'Duplicate' }).click()
  const form = page.getByRole('dialog', { name: `New, like ${model.keyName}` })
  await expect(form.getByLabel('Name', { exact: true })).toHaveValue('')
  await expect(form.getByLabel('Description')).toHaveValue('To be copied')
  await expect(form.getByRole('combobox', { name: 'Role' })).toHaveValue('Full Access')
  await expect(form.getByRole('combobox', { name: 'Time Zone' })).toHaveValue('Asia/Tokyo')
  await expect(form.getByLabel('Expires on')).not.toBeChecked()
})

test('a new secret ends the old one, after the name was typed', async ({ pageOf, manager }) => {
  const page = await pageOf('administrator')
  const keyName = uniqueName('rotated')
  const first = await issue(page, keyName)
  const old = await read(first)
  await pasteBack(page, first, old)
  await closeProven(first)
  await page.getByRole('row', { name: keyName }).click({ button: 'right' })
  await page.getByRole('menuitem', { name: 'New secret key' }).click()
  const ask = page.getByRole('dialog', { name: `New secret key for ${keyName}` })
  await expect(ask.getByRole('button', { name: 'Cancel' })).toBeFocused()
  const replace = ask.getByRole('button', { name: `Replace the secret of ${keyName}` })
  await expect(replace).toBeDisabled()
  await ask.getByLabel(`Type ${keyName} to go on`).fill(keyName)
  await replace.click()
  const second = page.getByRole('dialog', { name: `Secret of ${keyName}` })
  const fresh = await read(second)
  expect(fresh).not.toBe(old)
  expect([await manager.statusWith(old), await manager.statusWith(fresh)]).toEqual([401, 200])
  await pasteBack(page, second, fresh)
  await closeProven(second)
})

test('a session that ends in the middle of New: the form stays, and the key is made once', async ({
  signInAs,
  context,
  manager,
}) => {
  await context.grantPermissions(['clipboard-write'])
  const page = await signInAs('administrator')
  const keyName = uniqueName('expired session')
  await page.getByRole('button', { name: 'New', exact: true }).click()
  const form = page.getByRole('dialog', { name: 'New API key' })
  await form.getByLabel('Name', { exact: true }).fill(keyName)
  await chooseRole(form, 'Auditor')
  await context.clearCookies()
  // Whatever the page asks by itself may have found it out already, and have laid the sign-in over the form.
  await form.getByRole('button', { name: 'OK' }).dispatchEvent('click')
  const layer = page.getByRole('dialog', { name: 'Sign in' })
  const { password } = signInOf('administrator')
  await layer.getByLabel('Password', { exact: true }).fill(password)
  await layer.getByRole('button', { name: 'Sign in' }).click()
  const secret = page.getByRole('dialog', { name: `Secret of ${keyName}` })
  await pasteBack(page, secret, await read(secret))
  await closeProven(secret)
  expect(await manager.named(keyName)).toHaveLength(1)
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

for (const colorScheme of ['light', 'dark'] as const)
  for (const width of [1440, 320])
    test(`axe finds nothing in New and on the secret’s page, ${colorScheme}, ${width} px wide`, async ({ pageOf }) => {
      test.slow()
      const page = await pageOf('administrator')
      await page.emulateMedia({ colorScheme })
      await page.setViewportSize({ width, height: 800 })
      const keyName = uniqueName('axe')
      await page.getByRole('button', { name: 'New', exact: true }).click()
      expect(await axeFindings(page)).toEqual([])
      await page.keyboard.press('Escape')
      const secret = await issue(page, keyName)
      await secret.getByRole('button', { name: 'Show' }).click()
      await secret.getByRole('button', { name: 'Download' }).click()
      await expect(secret.getByRole('checkbox')).toBeVisible()
      expect(await axeFindings(page)).toEqual([])
      await page.keyboard.press('Escape')
      await expect(secret.getByRole('alert')).toBeVisible()
      expect(await axeFindings(page)).toEqual([])
      await secret.getByRole('button', { name: `Close and lock out ${keyName}` }).click()
      await expect(secret).toHaveCount(0)
    })
