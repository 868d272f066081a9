import { axeInBothThemes, expect, fillSignIn, test } from './fixtures.ts'
import { uniqueName } from './keys-at-the-manager.ts'
import { makeUser, password } from './people.ts'

test('a role with no way in: whoever makes it is warned, and whoever holds it is told which box, and who ticks it', async ({
  pageOf,
  page: theirs,
}) => {
  const page = await pageOf('administrator')
  const name = uniqueName('no way in')
  await page.goto('/roles/new')
  await page.getByLabel('Name', { exact: true }).fill(name)
  await page.getByLabel('Allow access to the user interface').uncheck()
  await page.getByLabel('Allow access to the web service API').uncheck()
  const warning = 'Its users cannot sign in: allow the user interface or the web service API.'
  await expect(page.getByText(warning).first()).toBeVisible()
  expect(await axeInBothThemes(page)).toEqual([])
  await page.getByRole('button', { name: 'Create role' }).click()
  await expect(page.getByRole('grid')).toBeVisible()
  await page.getByRole('searchbox').fill(name)
  await expect(page.getByRole('row', { name: new RegExp(name) })).toContainText('None')
  await makeUser(page, name, name)
  await theirs.goto('/')
  await fillSignIn(theirs, { userName: name, password })
  await expect(theirs.getByRole('alert')).toContainText('“Allow access to the web service API”')
  await expect(theirs.getByRole('alert')).toContainText('Whoever edits roles')
  expect(await axeInBothThemes(theirs)).toEqual([])
})
