import { axeFindings, expect, test } from './fixtures.ts'
import { uniqueName } from './keys-at-the-manager.ts'
import { makeUser, signedInElsewhere } from './people.ts'

test('a role without the right to see keys is told which right, and who grants it', async ({
  pageOf,
  browser,
  baseURL,
}) => {
  const page = await pageOf('administrator')
  const name = uniqueName('no keys')
  await test.step('made: a role that may sign in, and nothing else', async () => {
    await page.goto('/roles/new')
    await page.getByLabel('Name', { exact: true }).fill(name)
    await page.getByRole('button', { name: 'Create role' }).click()
    await expect(page.getByRole('grid', { name: 'Roles' })).toBeVisible()
    await makeUser(page, name, name)
  })
  const theirs = await signedInElsewhere(browser, baseURL, name)
  await test.step('the list, a key and its windows say so at their address', async () => {
    await expect(theirs.getByText('You cannot see API keys')).toBeVisible()
    await expect(
      theirs.getByText(`It takes the right “View API Keys”. Whoever edits roles can grant it to ${name}`),
    ).toBeVisible()
    await expect(theirs.getByRole('button', { name: 'New', exact: true })).toHaveCount(0)
    expect(await axeFindings(theirs)).toEqual([])
    await theirs.goto('/api-keys/1')
    await expect(theirs.getByRole('dialog').getByText('You cannot see API keys')).toBeVisible()
  })
  await test.step('the palette offers nothing that cannot be done', async () => {
    await theirs.goto('/roles')
    await expect(theirs.getByRole('main')).toContainText('You cannot see this: Roles')
    await theirs.keyboard.press('ControlOrMeta+K')
    await theirs.keyboard.type('key')
    await expect(theirs.getByRole('option', { name: 'API Keys' })).toBeVisible()
    await expect(theirs.getByRole('option', { name: /New API key|Lock out/ })).toHaveCount(0)
  })
  await theirs.context().close()
})
