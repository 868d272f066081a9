import { asPage, axeFindings, expect, signInOf, test } from './fixtures.ts'
import { roleIDs, uniqueName } from './keys-at-the-manager.ts'
import { chooseRole, closeProven, issue, pasteBack, read } from './secret-page.ts'

test('two clicks on OK make one key, and what is missing is said at its field', async ({ pageOf, manager }) => {
  const page = await pageOf('administrator')
  const keyName = uniqueName('twice')
  await page.getByRole('button', { name: 'New', exact: true }).click()
  const form = page.getByRole('dialog', { name: 'New API key' })
  const name = form.getByLabel('Name', { exact: true })
  await name.press('Enter')
  await expect(name).toHaveAttribute('aria-invalid', 'true')
  await expect(name).toBeFocused()
  await name.fill(keyName)
  await name.press('Enter')
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
  // It was about what stood there.
  await page.keyboard.press('End')
  await page.keyboard.type('2')
  await expect(form.getByRole('alert')).toHaveCount(0)
  await page.keyboard.press('Backspace')
  await expect(form.getByRole('alert')).toContainText('has this name already')
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

test('a role that is deleted while one writes is said to be gone, and another is chosen', async ({
  pageOf,
  manager,
}) => {
  const page = await pageOf('administrator')
  const keyName = uniqueName('orphan')
  const made = await page.request.post('/bff/roles', { ...asPage, data: { name: `${keyName} role` } })
  const { ID }: { ID: number } = await made.json()
  await page.goto('/api-keys/new')
  const form = page.getByRole('dialog', { name: 'New API key' })
  await form.getByLabel('Name', { exact: true }).fill(keyName)
  await chooseRole(form, `${keyName} role`)
  expect((await page.request.delete(`/bff/roles/${ID}`, asPage)).status()).toBe(204)
  await form.getByRole('button', { name: 'OK' }).click()
  await expect(form.getByText('This role does not exist any more. Choose another one.')).toBeVisible()
  await expect(form.getByRole('combobox', { name: 'Role' })).toBeFocused()
  expect(await manager.named(keyName)).toEqual([])
  await chooseRole(form, 'Auditor')
  await form.getByRole('button', { name: 'OK' }).click()
  const secret = page.getByRole('dialog', { name: `Secret of ${keyName}` })
  await pasteBack(page, secret, await read(secret))
  await closeProven(secret)
  expect(await manager.named(keyName)).toHaveLength(1)
})
