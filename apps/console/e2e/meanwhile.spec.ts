import type { Page } from '@playwright/test'
import { axeFindings, axeInBothThemes, expect, test } from './fixtures.ts'
import { uniqueName } from './keys-at-the-manager.ts'
import { password } from './people.ts'

const headers = { 'x-csrf': '1', 'sec-fetch-site': 'same-origin' }

/** Past this page: what another one makes or changes meanwhile. */
async function send(page: Page, path: string, data: object): Promise<number> {
  const answer = await page.request.post(`/bff${path}`, { headers, data })
  expect(answer.status()).toBe(200)
  const { ID }: { ID: number } = await answer.json()
  return ID
}

async function ask(page: Page, list: string, name: string, action: string): Promise<void> {
  await page.goto(`/${list}?q=${encodeURIComponent(name)}`)
  await page.getByRole('row', { name: new RegExp(name) }).click()
  await page.getByRole('button', { name: 'Actions' }).click()
  await page.getByRole('menuitem', { name: action }).click()
  await expect(page.getByRole('dialog')).toBeVisible()
}

test('a user who changed meanwhile is not deleted before one has looked again', async ({ pageOf }) => {
  const page = await pageOf('administrator')
  const name = uniqueName('moved')
  const ID = await send(page, '/administrators', { username: name, password, roleID: 2 })
  await ask(page, 'users', name, 'Delete …')
  const dialog = page.getByRole('dialog')
  await send(page, `/administrators/${ID}`, { fullName: 'Mori Aiko' })
  await dialog.getByLabel(`Type ${name} to go on`).fill(name)
  await dialog.getByRole('button', { name: `Delete user ${name}` }).click()
  await expect(dialog.getByText('Nothing was done: someone changed this user since you looked.')).toBeVisible()
  await expect(dialog.getByRole('row', { name: 'Full name – Mori Aiko' })).toBeVisible()
  await expect(dialog.getByText(/^Last change: .*administrator/)).toBeVisible()
  expect(await axeInBothThemes(page)).toEqual([])
  await dialog.getByRole('button', { name: 'Look again' }).click()
  await dialog.getByLabel(`Type ${name} to go on`).fill(name)
  await dialog.getByRole('button', { name: `Delete user ${name}` }).click()
  await expect(page.getByText(`Nothing matches “${name}”`)).toBeVisible()
})

test('of several who are locked out, whoever changed meanwhile is left as they are', async ({ pageOf }) => {
  const page = await pageOf('administrator')
  const name = uniqueName('pair')
  await send(page, '/administrators', { username: `${name} a`, password, roleID: 2 })
  const ID = await send(page, '/administrators', { username: `${name} b`, password, roleID: 2 })
  await page.goto(`/users?q=${encodeURIComponent(name)}`)
  await expect(page.getByRole('gridcell', { name: `${name} b` })).toBeVisible()
  await page.getByRole('columnheader', { name: 'Select all rows' }).click()
  await page.getByRole('button', { name: 'Actions' }).click()
  await page.getByRole('menuitem', { name: 'Lock out …' }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByRole('button', { name: 'Lock out 2 users' })).toBeVisible()
  await send(page, `/administrators/${ID}`, { description: 'now on call' })
  await dialog.getByRole('button', { name: 'Lock out 2 users' }).click()
  await expect(dialog.getByText('1 of 2 were not changed:')).toBeVisible()
  await expect(dialog.getByRole('row', { name: 'Description – now on call' })).toBeVisible()
  await expect(dialog.getByRole('button', { name: 'Try the failed ones again' })).toHaveCount(0)
  expect(await axeFindings(page)).toEqual([])
  await dialog.getByRole('button', { name: 'Look again' }).click()
  await dialog.getByRole('button', { name: `Lock out ${name} b` }).click()
  await expect(dialog).toHaveCount(0)
  for (const user of ['a', 'b'])
    await expect(page.getByRole('row', { name: new RegExp(`${name} ${user}`) })).toContainText('Locked out')
})

test('properties that somebody else changed stand beside what one typed', async ({ pageOf }) => {
  const page = await pageOf('administrator')
  const name = uniqueName('both')
  const ID = await send(page, '/administrators', { username: name, password, roleID: 2 })
  await page.goto(`/users/${ID}`)
  await page.getByLabel('Full name').fill('Mori Aiko')
  await send(page, `/administrators/${ID}`, { active: false })
  await page.getByRole('button', { name: 'OK' }).click()
  const dialog = page.getByRole('dialog', { name: `Properties of ${name}` })
  await expect(dialog.getByText('Someone changed this user meanwhile. OK sends what stands here.')).toBeVisible()
  await expect(dialog.getByRole('row', { name: /^Locked Out .* No Yes$/ })).toBeVisible()
  await expect(dialog.getByLabel('Full name')).toHaveValue('Mori Aiko')
  await dialog.getByRole('button', { name: 'Take these' }).click()
  await expect(dialog.getByLabel('Full name')).toHaveValue('')
  await dialog.getByRole('tab', { name: 'Sign-in' }).click()
  await expect(dialog.getByLabel('Locked Out (Denied permission to sign in)')).toBeChecked()
})

test('a role that changed meanwhile is neither saved nor deleted before one has looked', async ({ pageOf }) => {
  const page = await pageOf('administrator')
  const name = uniqueName('shifted')
  const ID = await send(page, '/roles', { name })
  const seen = { rights: { platformRights: { apikeyRights: { canViewApiKeys: true } } } }
  await test.step('deleted: what changed is told right by right, and who did it', async () => {
    await ask(page, 'roles', name, 'Delete …')
    const dialog = page.getByRole('dialog')
    await send(page, `/roles/${ID}`, seen)
    await dialog.getByLabel(`Type ${name} to go on`).fill(name)
    await dialog.getByRole('button', { name: `Delete role ${name}` }).click()
    await expect(dialog.getByText('Nothing was done: someone changed this role since you looked.')).toBeVisible()
    await expect(dialog.getByRole('row', { name: 'API keys: View No Yes' })).toBeVisible()
    await expect(dialog.getByText(/^Last change: .*administrator/)).toBeVisible()
    expect(await axeFindings(page)).toEqual([])
    await dialog.getByRole('button', { name: 'Cancel' }).click()
  })
  await test.step('saved: the same, and saving again sends what stands there', async () => {
    await page.goto(`/roles/${ID}`)
    await page.getByLabel('Description').fill('mine')
    await send(page, `/roles/${ID}`, { description: 'theirs' })
    await page.getByRole('button', { name: 'Save role' }).click()
    await expect(page.getByRole('row', { name: 'Description – theirs' })).toBeVisible()
    expect(await axeFindings(page)).toEqual([])
    await page.getByRole('button', { name: 'Save role' }).click()
    await expect(page.getByRole('grid')).toBeVisible()
    await page.getByRole('searchbox').fill(name)
    await expect(page.getByRole('row', { name: new RegExp(name) })).toContainText('mine')
  })
})

test('a tenant that changed meanwhile is not suspended before one has looked again', async ({ pageOf }) => {
  const page = await pageOf('administrator')
  const name = uniqueName('branch')
  const ID = await send(page, '/tenants', { name, administrator: { username: 'head', password } })
  await ask(page, 'tenants', name, 'Suspend …')
  const dialog = page.getByRole('dialog')
  await send(page, `/tenants/${ID}`, { description: 'now the head office' })
  await dialog.getByRole('button', { name: `Suspend tenant ${name}` }).click()
  await expect(dialog.getByText('Nothing was done: someone changed this tenant since you looked.')).toBeVisible()
  await expect(dialog.getByRole('row', { name: 'Description – now the head office' })).toBeVisible()
  expect(await axeInBothThemes(page)).toEqual([])
  await dialog.getByRole('button', { name: 'Look again' }).click()
  await dialog.getByRole('button', { name: `Suspend tenant ${name}` }).click()
  await expect(page.getByRole('row', { name: new RegExp(name) })).toContainText('Suspended')
  expect((await page.request.delete(`/bff/tenants/${ID}`, { headers })).status()).toBe(204)
})
