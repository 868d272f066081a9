import { expect, fillSignIn, test } from './fixtures.ts'
import { uniqueName } from './keys-at-the-manager.ts'
import { makeUser, password } from './people.ts'

test('without a connection no user and no setting is changed, and what was typed stays', async ({
  signInAs,
  context,
}) => {
  const page = await signInAs('administrator')
  const name = uniqueName('kept')
  await makeUser(page, name, 'Auditor')
  await page.goto(`/users?q=${encodeURIComponent(name)}`)
  await page.getByRole('row', { name: new RegExp(name) }).click()
  await page.getByRole('button', { name: 'Actions' }).click()
  await page.getByRole('menuitem', { name: 'Lock out…' }).click()
  const lockOut = page.getByRole('button', { name: `Lock out ${name}` })
  await expect(lockOut).toBeEnabled()
  await context.setOffline(true)
  await expect(lockOut).toBeDisabled()
  await context.setOffline(false)
  await expect(lockOut).toBeEnabled()

  await page.goto('/system-settings')
  await page.getByLabel('Password minimum length').fill('12')
  const save = page.getByRole('button', { name: 'Save settings' })
  await expect(save).toBeEnabled()
  await context.setOffline(true)
  await expect(save).toBeDisabled()
  await page.getByLabel('Password minimum length').press('Enter')
  await context.setOffline(false)
  await expect(save).toBeEnabled()
  await expect(page.getByLabel('Password minimum length')).toHaveValue('12')
  await page.getByRole('button', { name: 'Discard the changes' }).click()
})

test('a password that was set for a user opens, and the one before does not', async ({ pageOf, browser, baseURL }) => {
  const page = await pageOf('administrator')
  const name = uniqueName('handed')
  await makeUser(page, name, 'Auditor')
  await page.getByRole('searchbox').fill(name)
  await page.getByRole('row', { name: new RegExp(name) }).click()
  await page.getByRole('button', { name: 'Actions' }).click()
  await page.getByRole('menuitem', { name: 'Set password…' }).click()
  await page.getByLabel('Password', { exact: true }).fill(`${password} anew`)
  await page.getByLabel('Password again').fill(`${password} anew`)
  await page.getByRole('button', { name: 'Set password' }).click()
  await expect(page.getByRole('dialog')).toHaveCount(0)

  const context = await browser.newContext({ ...(baseURL !== undefined && { baseURL }) })
  const theirs = await context.newPage()
  await theirs.goto('/')
  await fillSignIn(theirs, { userName: name, password })
  await expect(theirs.getByRole('alert')).toContainText('refused')
  await fillSignIn(theirs, { userName: name, password: `${password} anew` })
  await expect(theirs.getByRole('banner')).toContainText(name)
  await context.close()
})

test('whoever edits a role is told how many it reaches', async ({ pageOf }) => {
  const page = await pageOf('administrator')
  await page.goto('/roles?q=Key+administrator')
  await page.getByRole('row', { name: /Key administrator/ }).dblclick()
  await expect(page.getByText(/^A change reaches \d+ users? and \d+ keys at once\.$/)).toBeVisible()
  await page.goto('/roles?q=Full+Access')
  await page.getByRole('row', { name: /Full Access/ }).dblclick()
  await expect(page.getByText('This role is built in and cannot be changed or deleted.')).toBeVisible()
  await expect(page.getByText(/^A change reaches/)).toHaveCount(0)
})

test('people, logs and settings are there in Japanese', async ({ pageOf }) => {
  const page = await pageOf('administrator')
  await page.getByRole('button', { name: 'Language' }).click()
  await page.getByRole('menuitemradio', { name: '日本語' }).click()
  for (const [path, heading] of [
    ['/users', 'ユーザ'],
    ['/roles', '役割'],
    ['/system-events', 'システムイベント'],
    ['/activity', '操作履歴'],
    ['/tenants', 'テナント'],
    ['/system-settings', 'システム設定'],
  ] as const) {
    await page.goto(path)
    await expect(page.getByRole('heading', { name: heading, level: 1 })).toBeVisible()
    await expect(page).toHaveTitle(`${heading} · Latchkey`)
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true)
  }
})
