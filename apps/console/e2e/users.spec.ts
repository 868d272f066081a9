import type { Page } from '@playwright/test'
import { asPage, axeFindings, expect, managerAddress, test } from './fixtures.ts'
import { uniqueName } from './keys-at-the-manager.ts'
import { expectRoleChosen, makeUser, password, signedInElsewhere } from './people.ts'

async function choose(page: Page, name: string, action: string): Promise<void> {
  await page.getByRole('searchbox').fill(name)
  await page.getByRole('row', { name: new RegExp(name) }).click()
  await page.getByRole('button', { name: 'Actions' }).click()
  await page.getByRole('menuitem', { name: action }).click()
}

test('a user is made, changed, locked out, unlocked, and deleted', async ({ pageOf }) => {
  const page = await pageOf('administrator')
  const name = uniqueName('mori')
  const row = page.getByRole('row', { name: new RegExp(name) })
  await makeUser(page, name, 'Policy reader')
  await test.step('only the changed field is sent', async () => {
    await page.getByRole('searchbox').fill(name)
    await row.dblclick()
    await page.getByLabel('Full name').fill('Mori Aiko')
    await page.getByText('Equivalent code').click()
    await expect(page.getByLabel('curl code')).toHaveValue(/-d '\{"fullName":"Mori Aiko"\}'/)
    await page.getByRole('button', { name: 'OK' }).click()
    await expect(row).toContainText('Mori Aiko')
  })
  await test.step('locked out and unlocked', async () => {
    await choose(page, name, 'Lock out…')
    await page.getByRole('button', { name: `Lock out ${name}` }).click()
    await expect(row).toContainText('Locked out')
    await choose(page, name, 'Unlock…')
    await page.getByRole('button', { name: `Unlock ${name}` }).click()
    await expect(row).toContainText('Active')
  })
  await test.step('deleted, once the name was typed', async () => {
    await choose(page, name, 'Delete…')
    await page.getByLabel(`Type ${name} to go on`).fill(name)
    await page.getByRole('button', { name: `Delete user ${name}` }).click()
    await expect(page.getByText(`Nothing matches “${name}”`)).toBeVisible()
  })
})

test('whom wrong passwords have locked out is shown so, and let in again', async ({ pageOf, request }) => {
  const page = await pageOf('administrator')
  const name = uniqueName('hasty')
  await makeUser(page, name, 'Policy reader')
  const signIn = async (given: string) => {
    const headers = { 'api-version': 'v1' }
    const data = { userName: name, password: given }
    return (await request.post(`${managerAddress()}/api/sessions`, { headers, data })).status()
  }
  for (let guess = 0; guess < 5; guess += 1) expect(await signIn('wrong')).toBe(401)
  expect(await signIn(password)).toBe(401)
  await page.reload()
  await page.getByRole('searchbox').fill(name)
  const row = page.getByRole('row', { name: new RegExp(name) })
  await expect(row).toContainText('Locked out')
  await choose(page, name, 'Unlock…')
  await page.getByRole('button', { name: `Unlock ${name}` }).click()
  await expect(row).toContainText('Active')
  expect(await signIn(password)).toBe(200)
})

test('a name that a key has is explained at its field', async ({ pageOf }) => {
  const page = await pageOf('administrator')
  await page.goto('/users/new')
  await page.getByLabel('User name').fill('deploy-bot')
  await page.getByLabel('Role', { exact: true }).selectOption('Auditor')
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByLabel('Password again').fill('another')
  await page.getByRole('button', { name: 'OK' }).click()
  await expect(page.getByText('The two passwords differ.')).toBeVisible()
  await page.getByLabel('Password again').fill(password)
  await page.getByRole('button', { name: 'OK' }).click()
  await expect(page.getByText('A key or a user has this name already. They share one set of names.')).toBeVisible()
  await expect(page.getByLabel('User name')).toBeFocused()
  await page.getByLabel('User name').fill('deploy-bot-2')
  await expect(page.getByRole('alert')).toHaveCount(0)
})

test('a password against the rules is refused at its field, in a whole sentence', async ({ pageOf }) => {
  const page = await pageOf('administrator')
  await page.goto('/users/new')
  await page.getByLabel('User name').fill(uniqueName('weak'))
  await page.getByLabel('Role', { exact: true }).selectOption('Auditor')
  await page.getByLabel('Password', { exact: true }).fill('short')
  await page.getByLabel('Password again').fill('short')
  await page.getByRole('button', { name: 'OK' }).click()
  await expect(page.getByLabel('Password', { exact: true })).toHaveAccessibleDescription(
    /^It is shorter than \d+ characters\.$/,
  )
})

test('the last user with full access stays one, and nobody acts on themselves', async ({ pageOf }) => {
  const page = await pageOf('administrator')
  await page.goto('/users?q=administrator')
  await page.getByRole('row', { name: /^administrator/ }).click()
  await page.getByRole('button', { name: 'Actions' }).click()
  for (const name of ['Lock out…', 'Delete…']) {
    const item = page.getByRole('menuitem', { name })
    await expect(item).toHaveAttribute('aria-disabled', 'true')
    await expect(item).toHaveAttribute('title', 'Not oneself: someone else has to do this.')
  }
})

test('several are given a role at once', async ({ pageOf }) => {
  const page = await pageOf('administrator')
  const prefix = uniqueName('team')
  for (const name of [`${prefix}-a`, `${prefix}-b`]) await makeUser(page, name, 'Policy reader')
  await page.goto(`/users?q=${prefix}`)
  await page.getByRole('columnheader', { name: 'Select all rows' }).click()
  await page.getByRole('button', { name: 'Actions' }).click()
  await page.getByRole('menuitem', { name: 'Set role…' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Role', { exact: true }).selectOption('Auditor')
  await dialog.getByText('Equivalent code').click()
  await expect(dialog.getByLabel('curl code')).toHaveValue(/for ID in \d+ \d+; do/)
  await dialog.getByRole('button', { name: 'Set the role of 2 users' }).click()
  await expect(dialog).toHaveCount(0)
  for (const name of [`${prefix}-a`, `${prefix}-b`])
    await expect(page.getByRole('row', { name: new RegExp(name) })).toContainText('Auditor')
})

test('a role is made on the way to a new user, and a session of theirs is ended', async ({
  pageOf,
  browser,
  baseURL,
}) => {
  const page = await pageOf('administrator')
  const name = uniqueName('viewer')
  await test.step('made: a role that may only see API keys, given to a new user', async () => {
    await page.goto('/users/new')
    await page.getByLabel('User name').fill(name)
    await page.getByRole('button', { name: 'New…' }).click()
    const editor = page.getByRole('dialog', { name: 'New role' })
    await editor.getByLabel('Name', { exact: true }).fill(`${name} role`)
    await editor.getByLabel('Start from').selectOption('Key reviewer: sees API keys and roles')
    await editor.getByRole('button', { name: 'Create role' }).click()
    await expect(page.getByLabel('User name')).toHaveValue(name)
    await expectRoleChosen(page, `${name} role`)
    await page.getByLabel('Password', { exact: true }).fill(password)
    await page.getByLabel('Password again').fill(password)
    await page.getByRole('button', { name: 'OK' }).click()
    await expect(page.getByRole('dialog')).toHaveCount(0)
  })
  const theirs = await signedInElsewhere(browser, baseURL, name)
  await test.step('they see keys, and nothing to change', async () => {
    await expect(theirs.getByRole('grid', { name: 'API Keys' })).toBeVisible()
    await expect(theirs.getByText('You have read access')).toBeVisible()
  })
  await test.step('their session is ended, and counts no more', async () => {
    await page.getByRole('searchbox').fill(name)
    await page.getByRole('row', { name: new RegExp(name) }).dblclick()
    await page.getByRole('tab', { name: 'Sessions' }).click()
    await page.getByRole('button', { name: 'End', exact: true }).click()
    await expect(page.getByText('Not signed in anywhere.')).toBeVisible()
    await theirs.getByRole('button', { name: 'Read the list again' }).click()
    await expect(theirs.getByRole('dialog', { name: 'Sign in' })).toBeVisible()
  })
  await theirs.context().close()
})

test('an auditor reads users, and changes none', async ({ pageOf }) => {
  const page = await pageOf('auditor')
  await page.goto('/users?q=limited')
  await expect(page.getByText('You have read access')).toBeVisible()
  await expect(page.getByRole('button', { name: 'New' })).toHaveCount(0)
  await page.getByRole('row', { name: /^limited/ }).dblclick()
  await expect(page.getByLabel('User name')).not.toBeEditable()
  await expect(page.getByRole('button', { name: 'OK' })).toHaveCount(0)
  await page.getByRole('tab', { name: 'Sign-in' }).click()
  await expect(page).toHaveURL(/tab=signIn/)
  await expect(page.getByLabel('Locked Out (Denied permission to sign in)')).toBeDisabled()
  await page.getByRole('tab', { name: 'Sessions' }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByText('It takes the right “Users: Edit”. Whoever edits roles can grant it')).toBeVisible()
  await expect(dialog.getByText('nothing was changed')).toHaveCount(0)
})

test('who may not see users is told which right is missing', async ({ pageOf }) => {
  const page = await pageOf('limited')
  await page.goto('/users')
  await expect(page.getByText('You cannot see this: Users')).toBeVisible()
  await expect(page.getByText('It takes the right “Users: View”.')).toBeVisible()
})

test('a limited administrator changes equals, and sees why not those above', async ({ pageOf, browser, baseURL }) => {
  test.slow()
  const page = await pageOf('administrator')
  const name = uniqueName('lesser')
  await page.goto('/roles/new?tab=users')
  await page.getByLabel('Create and manage Users with equal or less access').check()
  await page.getByRole('tab', { name: 'General' }).click()
  await page.getByLabel('Name', { exact: true }).fill(`${name} role`)
  await page.getByRole('button', { name: 'Create role' }).click()
  await expect(page.getByRole('grid')).toBeVisible()
  await makeUser(page, name, `${name} role`)
  const theirs = await signedInElsewhere(browser, baseURL, name)
  await test.step('an equal is made, and locked out', async () => {
    await makeUser(theirs, `${name} equal`, `${name} role`)
    await choose(theirs, `${name} equal`, 'Lock out…')
    await theirs.getByText('Equivalent code').click()
    await expect(theirs.getByLabel('curl code')).toHaveValue(/-d '\{"active":false\}'/)
    await theirs.getByRole('button', { name: `Lock out ${name} equal` }).click()
    await expect(theirs.getByRole('row', { name: new RegExp(`${name} equal`) })).toContainText('Locked out')
  })
  await test.step('someone above is seen, with the reason why nothing can be changed', async () => {
    await theirs.goto('/users?q=auditor')
    await theirs.getByRole('row', { name: /^auditor/ }).click()
    await theirs.getByRole('button', { name: 'Actions' }).click()
    for (const action of ['Set password…', 'Lock out…', 'Set role…', 'Delete…'])
      await expect(theirs.getByRole('menuitem', { name: action })).toHaveAttribute(
        'title',
        'This user may do more than you, so you cannot change them.',
      )
    await theirs.getByRole('menuitem', { name: 'Properties' }).click()
    await expect(theirs.getByText('This user may do more than you, so you cannot change them.')).toBeVisible()
    await expect(theirs.getByRole('button', { name: 'OK' })).toHaveCount(0)
  })
  await test.step('and the server refuses what the page does not offer', async () => {
    const ID = /users\/(\d+)/.exec(theirs.url())?.[1]
    const answer = await theirs.request.post(`/bff/administrators/${ID}`, {
      ...asPage,
      data: { active: false },
    })
    expect(answer.status()).toBe(403)
  })
  await theirs.context().close()
})

test('more than ten are not changed by a click alone', async ({ pageOf }) => {
  const page = await pageOf('administrator')
  const prefix = uniqueName('crowd')
  for (let index = 0; index < 11; index += 1) {
    const answer = await page.request.post('/bff/administrators', {
      ...asPage,
      data: { username: `${prefix}-${index}`, password, roleID: 2 },
    })
    expect(answer.status()).toBe(200)
  }
  await page.goto(`/users?q=${prefix}`)
  await expect(page.getByRole('gridcell', { name: `${prefix}-0` })).toBeVisible()
  await page.getByRole('columnheader', { name: 'Select all rows' }).click()
  await page.getByRole('button', { name: 'Actions' }).click()
  await page.getByRole('menuitem', { name: 'Lock out…' }).click()
  const dialog = page.getByRole('dialog')
  const go = dialog.getByRole('button', { name: 'Lock out 11 users' })
  await expect(go).toHaveAttribute('aria-disabled', 'true')
  expect(await axeFindings(page)).toEqual([])
  await dialog.getByLabel('Type 11 to go on').fill('11')
  await expect(dialog.getByText(/ and 6 more$/)).toBeVisible()
  await go.click()
  await expect(dialog).toHaveCount(0)
  await expect(page.getByRole('row', { name: new RegExp(prefix) }).last()).toContainText('Locked out')
})

test('a role of which one may not see the holders says so, and not that there are none', async ({ pageOf }) => {
  const page = await pageOf('limited')
  await page.goto('/roles?q=Policy+reader')
  await expect(page.getByRole('row', { name: /^Policy reader/ })).toContainText('users unavailable')
})

for (const [colorScheme, width] of [
  ['light', 1440],
  ['dark', 320],
] as const)
  test(`axe finds nothing in users and their windows, ${colorScheme}, ${width} px wide`, async ({ pageOf }) => {
    test.slow()
    const page = await pageOf('administrator')
    await page.emulateMedia({ colorScheme })
    await page.setViewportSize({ width, height: 800 })
    await page.goto('/users')
    await expect(page.getByRole('gridcell').first()).toBeVisible()
    expect(await axeFindings(page)).toEqual([])
    await page.goto('/users/new')
    await page.getByText('Contact and settings').click()
    expect(await axeFindings(page)).toEqual([])
    await page.goto('/users/1')
    for (const tab of ['Sign-in', 'Sessions']) {
      await page.getByRole('tab', { name: tab }).click()
      expect(await axeFindings(page)).toEqual([])
    }
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)
  })
