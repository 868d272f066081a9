import { expect, test } from './fixtures.ts'
import { uniqueName } from './keys-at-the-manager.ts'
import { makeUser } from './people.ts'

test('a key says who made it and who changed it last, here or past the console', async ({ pageOf, manager }) => {
  const page = await pageOf('administrator')
  const { ID } = await manager.make(uniqueName('outside'))
  await page.goto(`/api-keys/${ID}`)
  const dialog = page.getByRole('dialog')
  const made = dialog.getByRole('definition').filter({ hasText: 'Outside the console' })
  await expect(made.first()).toContainText(/\d, browser tests/)
  await dialog.getByLabel('Description').fill('changed here')
  await dialog.getByRole('button', { name: 'OK' }).click()
  await expect(dialog).toHaveCount(0)
  await page.goto(`/api-keys/${ID}`)
  const changed = dialog.getByRole('definition').filter({ hasText: 'This console' })
  await expect(changed).toContainText(/\d, administrator/)
  await expect(made).toHaveCount(1)
})

test('a user says who made them and who changed them last, and leads to all of it', async ({ pageOf, manager }) => {
  const page = await pageOf('administrator')
  const name = uniqueName('traced')
  await makeUser(page, name, 'Auditor')
  await page.goto(`/users?q=${encodeURIComponent(name)}`)
  await page.getByRole('row', { name: new RegExp(name) }).dblclick()
  const dialog = page.getByRole('dialog', { name: `Properties of ${name}` })
  await expect(dialog.getByRole('definition').filter({ hasText: 'This console' })).toHaveCount(2)
  const ID = Number(/users\/(\d+)/.exec(page.url())?.[1])
  await manager.modifyUser(ID, { description: 'changed past the console' })
  await page.reload()
  await expect(dialog.getByRole('definition').filter({ hasText: 'Outside the console' })).toContainText(
    /\d, browser tests/,
  )
  await dialog.getByRole('link', { name: 'View activity' }).click()
  await expect(page.getByRole('row', { name: /User created/ }).first()).toContainText(name)
  await page.goBack()
  await dialog.getByRole('link', { name: 'View System Events' }).click()
  await expect(page.getByRole('row', { name: /User Updated/ })).toContainText('Outside the console')
  await expect(page.getByRole('row', { name: /User Created/ })).toContainText('This console')
})
