import { readFileSync } from 'node:fs'
import { asPage, axeFindings, expect, test } from './fixtures.ts'
import { uniqueName } from './keys-at-the-manager.ts'
import { makeUser, signedInElsewhere } from './people.ts'

test('a role is made from a preset, seen in words, changed right by right, and deleted', async ({ pageOf }) => {
  const page = await pageOf('administrator')
  const name = uniqueName('Reviewers')
  await test.step('made', async () => {
    await page.goto('/roles')
    await page.getByRole('button', { name: 'New' }).click()
    await page.getByLabel('Name', { exact: true }).fill(name)
    await page.getByLabel('Start from').selectOption('Key reviewer: sees API keys and roles')
    const words = page.getByRole('region', { name: 'What this role may do' })
    await expect(words).toContainText('Roles, API keys')
    await page.getByRole('button', { name: 'Create role' }).click()
    await expect(page.getByRole('grid')).toBeVisible()
    await page.getByRole('searchbox').fill(name)
    await expect(page.getByRole('row', { name: new RegExp(name) })).toContainText('0 users, 0 keys')
  })
  await test.step('changed by level and by box', async () => {
    await page.getByRole('row', { name: new RegExp(name) }).dblclick()
    await page.getByRole('tab', { name: 'Other Rights' }).click()
    const keys = page.getByRole('radiogroup', { name: 'API keys' })
    await expect(keys.getByRole('radio', { name: 'View-Only' })).toBeChecked()
    await keys.getByRole('radio', { name: 'Custom' }).check()
    await page.getByRole('group', { name: 'API keys' }).getByLabel('Edit').check()
    await expect(page.getByRole('region', { name: 'What this role may do' })).toContainText('makes new secret keys')
    await page.getByRole('button', { name: 'Save role' }).click()
    await expect(page.getByRole('grid')).toBeVisible()
    await page.getByRole('searchbox').fill(name)
    await page.getByRole('row', { name: new RegExp(name) }).dblclick()
    await page.getByRole('searchbox').fill('api keys edit')
    await expect(page.getByLabel('API keys: Edit')).toBeChecked()
    await expect(page).toHaveURL(/find=api/)
    await page.reload()
    await expect(page.getByLabel('API keys: Edit')).toBeChecked()
    await page.getByRole('button', { name: 'Cancel' }).click()
  })
  await test.step('deleted, once its name was typed', async () => {
    await expect(page.getByRole('grid')).toBeVisible()
    await page.getByRole('searchbox').fill(name)
    await page.getByRole('row', { name: new RegExp(name) }).click()
    await page.getByRole('button', { name: 'Actions' }).click()
    await page.getByRole('menuitem', { name: 'Delete…' }).click()
    const dialog = page.getByRole('dialog', { name: `Delete role ${name}` })
    await expect(dialog.getByRole('button', { name: 'Cancel' })).toBeFocused()
    await dialog.getByLabel(`Type ${name} to go on`).fill(name)
    await dialog.getByRole('button', { name: `Delete role ${name}` }).click()
    await expect(dialog).toHaveCount(0)
    await expect(page.getByRole('row', { name: new RegExp(name) })).toHaveCount(0)
  })
})

test('a name that is taken is told at its field, and nothing typed is lost unasked', async ({ pageOf }) => {
  const page = await pageOf('administrator')
  await page.goto('/roles/new')
  await page.getByLabel('Name', { exact: true }).fill('Auditor')
  await page.getByRole('button', { name: 'Create role' }).click()
  await expect(page.getByText('A role has this name already.')).toBeVisible()
  await page.getByRole('button', { name: 'Cancel' }).click()
  await expect(page.getByText('What you changed is not saved.')).toBeVisible()
  await page.getByRole('button', { name: 'Go on editing' }).click()
  await expect(page.getByLabel('Name', { exact: true })).toHaveValue('Auditor')
  await page.getByRole('button', { name: 'Cancel' }).click()
  await page.getByRole('button', { name: 'Discard the changes' }).click()
  await expect(page).toHaveURL(/\/roles$/)
})

test('a role that is held names its holders instead of going', async ({ pageOf }) => {
  const page = await pageOf('administrator')
  await page.goto('/roles?q=Key+administrator')
  await page.getByRole('row', { name: /Key administrator/ }).click()
  await page.getByRole('button', { name: 'Actions' }).click()
  await page.getByRole('menuitem', { name: 'Delete…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Delete role Key administrator' })
  await expect(dialog).toContainText(/(?<!\d)(1 user|(?!1 )\d+ users) and \d+ keys hold this role/)
  await expect(dialog).toContainText('limited')
  await expect(dialog.getByRole('button', { name: /^Delete/ })).toHaveCount(0)
})

test('built-in roles say why they stay as they are', async ({ pageOf }) => {
  const page = await pageOf('administrator')
  await page.goto('/roles')
  await page.getByRole('row', { name: /Full Access/ }).dblclick()
  await expect(page.getByText('This role is built in and cannot be changed or deleted.')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Save role' })).toHaveCount(0)
  await page.getByRole('tab', { name: 'Assigned To' }).click()
  await expect(page.getByRole('link', { name: 'deploy-bot' })).toBeVisible()
  await expect(page).toHaveURL(/tab=assigned/)
  const names = await page.getByRole('tabpanel').getByRole('list').last().getByRole('link').allInnerTexts()
  expect(names).toEqual(names.toSorted(new Intl.Collator('en').compare))
})

test('two roles are compared, and the comparison is a link', async ({ pageOf }) => {
  const page = await pageOf('auditor')
  await page.goto('/roles')
  await page.getByRole('row', { name: /Auditor/ }).click()
  await page.getByRole('row', { name: /Policy reader/ }).click({ modifiers: ['Control'] })
  await page.getByRole('button', { name: 'Actions' }).click()
  await page.getByRole('menuitem', { name: 'Compare' }).click()
  await expect(page.getByRole('row', { name: /API keys: View/ })).toContainText('Yes')
  await page.reload()
  await expect(page.getByRole('status')).toContainText('differences')
  await page.getByLabel('Second role').selectOption('Auditor')
  await expect(page.getByText('They may do the same')).toBeVisible()
})

test('an auditor reads roles and changes none', async ({ pageOf }) => {
  const page = await pageOf('auditor')
  await page.goto('/roles')
  await expect(page.getByText('You have read access')).toBeVisible()
  await expect(page.getByRole('button', { name: 'New' })).toHaveCount(0)
  await page.getByRole('row', { name: /Policy reader/ }).dblclick()
  await expect(page.getByRole('button', { name: 'Save role' })).toHaveCount(0)
  await page.getByRole('tab', { name: 'Other Rights' }).click()
  await expect(page.getByRole('radiogroup', { name: 'API keys' }).getByRole('radio', { name: 'Full' })).toBeDisabled()
})

test('a limited administrator gives only what they hold, and cannot change what is beyond them', async ({
  pageOf,
  browser,
  baseURL,
}) => {
  test.slow()
  const page = await pageOf('administrator')
  const name = uniqueName('lesser')
  await test.step('a role that may manage users and roles, and see keys', async () => {
    await page.goto('/roles/new')
    await page.getByLabel('Name', { exact: true }).fill(`${name} role`)
    await page.getByLabel('Start from').selectOption('Key reviewer: sees API keys and roles')
    await page.getByRole('tab', { name: 'User Rights' }).click()
    await page.getByLabel('Create and manage Users with equal or less access').check()
    await page.getByRole('button', { name: 'Create role' }).click()
    await expect(page.getByRole('grid')).toBeVisible()
    await makeUser(page, name, `${name} role`)
  })
  const theirs = await signedInElsewhere(browser, baseURL, name)
  await test.step('boxes of rights they do not hold are off, and say why', async () => {
    await theirs.goto('/roles/new?tab=other')
    const keys = theirs.getByRole('radiogroup', { name: 'API keys' })
    await expect(keys.getByRole('radio', { name: 'View-Only' })).toBeEnabled()
    await expect(keys.getByRole('radio', { name: 'Full' })).toBeDisabled()
    await expect(keys.getByTitle('You do not hold this right, so you cannot give it.')).toBeVisible()
  })
  await test.step('a stronger role can be looked at, and not given', async () => {
    await theirs.goto('/roles?q=Key+administrator')
    await theirs.getByRole('row', { name: /Key administrator/ }).dblclick()
    await expect(theirs.getByText('This role may do more than you')).toBeVisible()
    await theirs.goto('/users/new')
    await expect(theirs.getByRole('option', { name: 'Full Access' })).toBeDisabled()
    await expect(theirs.getByRole('option', { name: `${name} role` })).toBeEnabled()
  })
  await test.step('the server refuses what the page does not offer', async () => {
    const answer = await theirs.request.post('/bff/roles', {
      ...asPage,
      data: { name: `${name} stronger`, rights: { platformRights: { settingRights: { canEditSettings: true } } } },
    })
    expect(answer.status()).toBe(403)
  })
  await theirs.context().close()
})

test('a role is made on the way to a new key, which stays as it was typed', async ({ pageOf }) => {
  const page = await pageOf('administrator')
  const name = uniqueName('on-the-way')
  await page.goto('/api-keys/new')
  await page.getByLabel('Name', { exact: true }).fill(name)
  await page.getByRole('combobox', { name: 'Role' }).click()
  await page.getByRole('option', { name: 'New…' }).click()
  const editor = page.getByRole('dialog', { name: 'New role' })
  await editor.getByLabel('Name', { exact: true }).fill(`${name} role`)
  await editor.getByRole('button', { name: 'Create role' }).click()
  await expect(editor).toHaveCount(0)
  await expect(page.getByRole('combobox', { name: 'Role' })).toHaveValue(`${name} role`)
  await expect(page.getByLabel('Name', { exact: true })).toHaveValue(name)
  await page.getByRole('button', { name: 'Cancel' }).click()
  await page.getByRole('button', { name: 'Discard the changes' }).click()
})

test('the preset for clusters makes a role whose key registers them, and does nothing else', async ({
  pageOf,
  manager,
}) => {
  const page = await pageOf('administrator')
  const name = uniqueName('clusters')
  await page.goto('/roles/new')
  await page.getByLabel('Name', { exact: true }).fill(name)
  await page.getByLabel('Start from').selectOption('Automatically register cluster: for a key, and nothing else')
  await expect(page.getByRole('region', { name: 'What this role may do' })).toContainText('Computers')
  await page.getByRole('button', { name: 'Create role' }).click()
  await expect(page.getByRole('grid')).toBeVisible()
  await page.getByRole('searchbox').fill(name)
  await expect(page.getByRole('row', { name: new RegExp(name) })).toBeVisible()
  const secretKey = await manager.issue(`${name} key`, name)
  const cluster = { name: name.replace(' ', '_').replaceAll('-', ''), groupId: '00000000-0000-0000-0000-000000000001' }
  const clusters = '/containerSecurity/kubernetesClusters'
  expect(await manager.statusAsCluster(secretKey, 'POST', clusters, cluster)).toBe(201)
  expect(await manager.statusAsCluster(secretKey, 'GET', clusters)).toBe(403)
  expect(await manager.statusAsCluster(secretKey, 'GET', '/iam/apiKeys')).toBe(403)
})

test('a role is duplicated under another name, and says who made it and who changed it last', async ({ pageOf }) => {
  const page = await pageOf('administrator')
  const name = uniqueName('copied')
  await page.goto('/roles?q=Policy+reader')
  await page.getByRole('row', { name: /^Policy reader/ }).click()
  await page.getByRole('button', { name: 'Actions' }).click()
  await page.getByRole('menuitem', { name: 'Duplicate' }).click()
  await page.getByLabel('Name', { exact: true }).fill(name)
  await page.getByText('Equivalent code').click()
  await expect(page.getByLabel('curl code')).toHaveValue(new RegExp(`/api/roles"[^]*"name":"${name}"`))
  await page.getByRole('button', { name: 'Create role' }).click()
  await page.getByRole('searchbox').fill(name)
  await page.getByRole('row', { name: new RegExp(name) }).dblclick()
  const history = page.getByRole('region', { name: 'History' })
  await expect(history).toContainText(/Made\s*\d.*administrator/)
  await expect(history).toContainText('This console')
  await history.getByRole('link', { name: 'View activity' }).click()
  await expect(page).toHaveURL(/object=roles\.\d+/)
  await page
    .getByRole('row', { name: /Role created/ })
    .first()
    .getByRole('link', { name })
    .click()
  await history.getByRole('link', { name: 'View System Events' }).click()
  await page
    .getByRole('row', { name: /Role Created/ })
    .getByRole('link', { name })
    .click()
  await expect(page.getByRole('heading', { name })).toBeVisible()
})

test('roles and users leave as CSV, recorded first, with formulas defused', async ({ pageOf }) => {
  const page = await pageOf('administrator')
  const name = `=1+1 ${uniqueName('csv')}`
  await page.goto('/roles/new')
  await page.getByLabel('Name', { exact: true }).fill(name)
  await page.getByRole('button', { name: 'Create role' }).click()
  await expect(page.getByRole('grid')).toBeVisible()
  await makeUser(page, name.replace('=', '+'), name)
  for (const [path, first, shown] of [
    ['/roles', 'ID,name,description', `'${name}`],
    ['/users', 'ID,username,fullName', `'+${name.slice(1)}`],
  ] as const) {
    await page.goto(`${path}?q=${encodeURIComponent(name.slice(1))}`)
    await expect(page.getByRole('gridcell').first()).toBeVisible()
    const download = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Export as CSV' }).click()
    const lines = readFileSync(await (await download).path(), 'utf8')
      .trim()
      .split('\r\n')
    expect(lines[0]).toContain(first)
    expect(lines).toHaveLength(2)
    expect(lines[1]).toContain(`,${shown},`)
  }
  for (const kind of ['roles', 'administrators']) {
    await page.goto(`/activity?person=administrator&object=${kind}&q=export`)
    await expect(page.getByRole('row', { name: /Exported/ }).first()).toContainText('Done')
  }
})

for (const [colorScheme, width] of [
  ['light', 1440],
  ['dark', 1440],
  ['dark', 320],
] as const)
  test(`axe finds nothing in the roles and their editor, ${colorScheme}, ${width} px wide`, async ({ pageOf }) => {
    test.slow()
    const page = await pageOf('administrator')
    await page.emulateMedia({ colorScheme })
    await page.setViewportSize({ width, height: 800 })
    await page.goto('/roles')
    await expect(page.getByRole('gridcell').first()).toBeVisible()
    expect(await axeFindings(page)).toEqual([])
    await page.goto('/roles/new')
    for (const tab of ['General', 'Computer Rights', 'User Rights', 'Other Rights']) {
      await page.getByRole('tab', { name: tab }).click()
      await expect(page.getByRole('tab', { name: tab, selected: true })).toBeVisible()
      expect(await axeFindings(page)).toEqual([])
    }
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)
  })
