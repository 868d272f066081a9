import { expect, test } from './fixtures.ts'
import { roleIDs, uniqueName } from './keys-at-the-manager.ts'
import { closeProven, issue, pasteBack, read } from './secret-page.ts'

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

test('a key that changed since the question was drawn keeps its secret, and the difference is said', async ({
  pageOf,
  manager,
}) => {
  const keyName = uniqueName('changed')
  const secretKey = await manager.issue(keyName, 'Auditor')
  const [key] = await manager.named(keyName)
  const page = await pageOf('administrator')
  await page.goto(`/api-keys/${key?.ID}/new-secret`)
  const ask = page.getByRole('dialog', { name: `New secret key for ${keyName}` })
  await ask.getByLabel(`Type ${keyName} to go on`).fill(keyName)
  await manager.modify(key?.ID ?? 0, { roleID: roleIDs.fullAccess })
  const replace = ask.getByRole('button', { name: `Replace the secret of ${keyName}` })
  await replace.click()
  await expect(ask.getByText('it changed meanwhile (Role: Auditor → Full Access)')).toBeVisible()
  expect(await manager.statusWith(secretKey)).toBe(200)
  await replace.click()
  const secret = page.getByRole('dialog', { name: `Secret of ${keyName}` })
  await pasteBack(page, secret, await read(secret))
  await closeProven(secret)
  expect(await manager.statusWith(secretKey)).toBe(401)
})
