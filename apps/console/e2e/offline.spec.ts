import { startOwn, type OwnConsole } from './console-of-its-own.ts'
import { expect, fillSignIn, managerAddress, signInOf, test } from './fixtures.ts'
import { uniqueName } from './keys-at-the-manager.ts'
import { makeUser } from './people.ts'

test('losing the connection is said within two seconds, and nothing can be changed until it is back', async ({
  signInAs,
  context,
}) => {
  const page = await signInAs('administrator')
  const make = page.getByRole('button', { name: 'New', exact: true })
  await expect(make).toBeEnabled()
  await expect(page.getByRole('row').nth(1)).toBeVisible()
  await context.setOffline(true)
  await expect(page.getByText('You are offline.')).toBeVisible({ timeout: 2_000 })
  await expect(make).toBeDisabled()
  await page.getByRole('row').nth(1).click({ button: 'right' })
  await expect(page.getByRole('menuitem', { name: /^Lock out/ })).toBeDisabled()
  await context.setOffline(false)
  await expect(page.getByText('You are offline.')).toHaveCount(0)
  await expect(make).toBeEnabled()
})

test('an open window says why nothing can be saved, and keeps what was typed', async ({ signInAs, context }) => {
  const page = await signInAs('administrator')
  await page.goto('/api-keys/new')
  const window = page.getByRole('dialog')
  await window.getByLabel('Name').fill('typed while offline')
  await context.setOffline(true)
  await expect(window.getByText('You are offline.')).toBeVisible()
  await expect(window.getByRole('button', { name: 'OK' })).toBeDisabled()
  await context.setOffline(false)
  await expect(window.getByRole('button', { name: 'OK' })).toBeEnabled()
  await expect(window.getByText('You are offline.')).toHaveCount(0)
  await expect(window.getByLabel('Name')).toHaveValue('typed while offline')
})

test('a page opened while offline comes as soon as the connection is back, with its styles', async ({
  signInAs,
  context,
}) => {
  const page = await signInAs('administrator')
  await expect(page.getByRole('row').nth(1)).toBeVisible()
  await context.setOffline(true)
  await expect(page.getByText('You are offline.')).toBeVisible()
  await page.getByRole('link', { name: 'Roles', exact: true }).click()
  await context.setOffline(false)
  await expect(page.getByRole('heading', { name: 'Roles', level: 1 })).toBeVisible()
  await expect(page.getByRole('row', { name: /Full Access/ })).toBeVisible()
  const rules = () =>
    page.evaluate(() =>
      [...document.querySelectorAll<HTMLLinkElement>('link[rel=stylesheet]')].map(
        ({ sheet }) => sheet?.cssRules.length ?? 0,
      ),
    )
  await expect.poll(rules).not.toContain(0)
})

test('what asks before a change says in its window why it cannot be done', async ({ signInAs, context, manager }) => {
  const { keyName } = await manager.make(uniqueName('offline'))
  const user = uniqueName('offline')
  const page = await signInAs('administrator')
  await makeUser(page, user, 'Auditor')
  const lookAt = async (name: string, action: string) => {
    await page.getByRole('row', { name }).click({ button: 'right' })
    await page.getByRole('menuitem', { name: action }).click()
    const dialog = page.getByRole('dialog')
    await expect(dialog.getByRole('button', { name: 'Cancel' })).toBeVisible()
    await expect(dialog.getByText('You are offline.')).toHaveCount(0)
    await context.setOffline(true)
    await expect(dialog.getByText('You are offline.')).toBeVisible()
    await context.setOffline(false)
    await expect(dialog.getByText('You are offline.')).toHaveCount(0)
    await dialog.getByRole('button', { name: 'Cancel' }).click()
    await expect(dialog).toHaveCount(0)
  }
  await page.goto(`/api-keys?q=${encodeURIComponent(keyName)}`)
  for (const action of ['Lock out…', 'New secret key…', 'Delete…']) await lookAt(keyName, action)
  await page.goto(`/users?q=${encodeURIComponent(user)}`)
  for (const action of ['Lock out…', 'Delete…']) await lookAt(user, action)
})

test('a server that is gone is said on the list, which keeps its rows and changes nothing', async ({ page }) => {
  const own: OwnConsole<{ readonly console: string }> = await startOwn('--manager-url', managerAddress())
  try {
    await page.goto(own.ready.console)
    await fillSignIn(page, signInOf('limited'))
    await expect(page.getByRole('row').nth(1)).toBeVisible()
  } finally {
    await own.stop()
  }
  await expect(page.getByText('The list could not be read again.')).toBeVisible()
  await expect(page.getByRole('row').nth(1)).toBeVisible()
  await expect(page.getByRole('button', { name: 'New', exact: true })).toBeDisabled()
})
