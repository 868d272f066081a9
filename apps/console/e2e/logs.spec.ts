import { readFileSync } from 'node:fs'
import { asPage, axeFindings, expect, test } from './fixtures.ts'
import { uniqueName } from './keys-at-the-manager.ts'
import { makeUser } from './people.ts'

test('a change stands in the events and in the activity, each with the way to what it is about', async ({ pageOf }) => {
  test.slow()
  const page = await pageOf('administrator')
  const name = uniqueName('logged')
  await makeUser(page, name, 'Auditor')
  await test.step('the event: through this console, and on to the user', async () => {
    await page.goto('/system-events')
    await page.getByRole('searchbox').fill(name)
    const row = page.getByRole('row', { name: new RegExp(`User Created ${name}`) })
    await expect(row).toContainText('This console')
    await expect(row).toContainText('administrator')
    await row.dblclick()
    const dialog = page.getByRole('dialog', { name: 'User Created' })
    await expect(dialog).toContainText('650')
    await dialog.getByRole('button', { name: `Everything about ${name}` }).click()
    await expect(page).toHaveURL(/target=administrator\.\d+/)
    await page
      .getByRole('row', { name: /User Created/ })
      .getByRole('link', { name })
      .click()
    await expect(page.getByRole('dialog', { name: `Properties of ${name}` })).toBeVisible()
  })
  await test.step('the activity: begun and done, by whom, under one request', async () => {
    await page.goto('/activity')
    await page.getByRole('searchbox').fill(`${name} user.created`)
    await page.getByRole('row', { name: new RegExp(`User created ${name} Done`) }).dblclick()
    await expect(page.getByRole('dialog', { name: 'User created' })).toContainText('Request')
    await page.getByRole('button', { name: 'Everything administrator did' }).click()
    await expect(page).toHaveURL(/person=administrator/)
  })
})

test('what was changed past the console is labelled so', async ({ pageOf, manager }) => {
  const page = await pageOf('auditor')
  const { keyName } = await manager.make(uniqueName('outside'))
  await page.goto('/system-events?target=api-key')
  await page.getByRole('searchbox').fill(keyName)
  await expect(page.getByRole('row', { name: new RegExp(`API Key Created ${keyName}`) })).toContainText(
    'Outside the console',
  )
})

test('a key, a user and a role lead straight to their events', async ({ pageOf, manager }) => {
  const page = await pageOf('auditor')
  const { ID, keyName } = await manager.make(uniqueName('followed'))
  await page.goto(`/api-keys/${ID}`)
  await page.getByRole('link', { name: 'View System Events' }).click()
  await expect(page.getByRole('row', { name: /API Key Created/ })).toContainText(keyName)
  for (const [path, name, target] of [
    ['/users?q=limited', /^limited/, 'administrator'],
    ['/roles?q=Policy+reader', /^Policy reader/, 'role'],
  ] as const) {
    await page.goto(path)
    await page.getByRole('row', { name }).click()
    await page.getByRole('button', { name: 'Actions' }).click()
    await page.getByRole('menuitem', { name: 'View System Events' }).click()
    await expect(page).toHaveURL(new RegExp(`/system-events\\?target=${target}\\.\\d+`))
  }
})

test('an auditor exports what is shown, and the export is in the activity', async ({ pageOf }) => {
  const page = await pageOf('auditor')
  await page.goto('/system-events?level=info')
  await expect(page.getByRole('gridcell').first()).toBeVisible()
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Export as CSV' }).click()
  const file = readFileSync(await (await download).path(), 'utf8')
  expect(file).toContain('time,level,eventID,event,target,performedBy,description,through')
  await page.goto('/activity?person=auditor')
  await page.getByRole('searchbox').fill('export')
  await expect(page.getByRole('row', { name: /Exported/ }).first()).toContainText('Done')
})

test('an export of the activity holds what was looked for, or everything, and says which', async ({ pageOf }) => {
  const page = await pageOf('administrator')
  const name = uniqueName('kept')
  await makeUser(page, name, 'Auditor')
  const linesOf = async () => {
    const download = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Export as CSV' }).click()
    const file = readFileSync(await (await download).path(), 'utf8')
    return file.trim().split('\r\n')
  }
  await page.goto(`/activity?q=${encodeURIComponent(name)}`)
  await expect(page.getByRole('row', { name: new RegExp(`User created ${name} Done`) })).toBeVisible()
  const found = await page.getByRole('row', { name: new RegExp(name) }).count()
  const [header, ...looked] = await linesOf()
  expect(looked).toHaveLength(found)
  for (const line of looked) expect(line).toContain(name)
  await expect(page.getByText(new RegExp(`^${found} rows? (is|are) in the file\\.$`))).toBeVisible()
  await page.goto('/activity?object=administrators&outcome=ok')
  await expect(page.getByRole('row', { name: new RegExp(name) })).toBeVisible()
  const [same, ...all] = await linesOf()
  expect(same).toBe(header)
  expect(all.length).toBeGreaterThan(found)
  await expect(page.getByText(/^All [\d,]+ entries that the filters let through are in the file\.$/)).toBeVisible()
  const recorded = await page.request.post('/bff/activity/search', { ...asPage, data: { action: 'export' } })
  expect(await recorded.text()).toContain(`\\"q\\":\\"${name}\\"`)
})

test('filters stand in the address, are named, and go one by one or all', async ({ pageOf }) => {
  const page = await pageOf('auditor')
  await page.goto('/system-events')
  await page.getByRole('combobox', { name: 'Target' }).selectOption('User')
  await page.getByRole('combobox', { name: 'Event' }).selectOption('User Created')
  await expect(page).toHaveURL(/event=650/)
  await expect(page.getByRole('row', { name: /User Created/ }).first()).toBeVisible()
  await expect(page.getByRole('row', { name: /User Signed In/ })).toHaveCount(0)
  await page.getByLabel('From').fill('2099-01-01')
  await expect(page.getByText('Nothing matches these filters')).toBeVisible()
  await page.reload()
  await page.getByRole('button', { name: 'Remove the filter From 1 Jan 2099' }).click()
  await expect(page.getByRole('row', { name: /User Created/ }).first()).toBeVisible()
  await page.getByRole('button', { name: 'Clear all filters' }).click()
  await expect(page.getByRole('gridcell').first()).toBeVisible()
  await expect(page).not.toHaveURL(/target|event=|from/)
})

test('an entry of the activity names nothing that it does not hold', async ({ pageOf }) => {
  const page = await pageOf('auditor')
  await page.goto('/activity?open=1')
  const dialog = page.getByRole('dialog', { name: 'Console started' })
  await expect(dialog).toContainText('system.started')
  await expect(dialog).not.toContainText('Request')
})

test('the activity says how far it is verified, and how to prove it', async ({ pageOf }) => {
  const page = await pageOf('auditor')
  await page.goto('/activity')
  await expect(page.getByText(/Verified up to entry [\d,]+, anchored|Nothing is anchored yet/)).toBeVisible()
  await expect(page.getByText('npm run latchkey -- verify-audit')).toBeVisible()
})

test('an open event and an open entry are links of their own', async ({ pageOf }) => {
  const page = await pageOf('auditor')
  for (const path of ['/system-events', '/activity']) {
    await page.goto(path)
    await expect(page.getByRole('gridcell').first()).toBeVisible()
    await page.getByRole('row').nth(1).dblclick()
    await expect(page).toHaveURL(/open=\d+/)
    const dialog = page.getByRole('dialog')
    const title = await dialog.getByRole('heading').innerText()
    await page.reload()
    await expect(dialog.getByRole('heading', { name: title })).toBeVisible()
    expect(await axeFindings(page)).toEqual([])
    await page.goBack()
    await expect(dialog).toHaveCount(0)
  }
})

for (const [colorScheme, width] of [
  ['light', 1440],
  ['dark', 320],
] as const)
  test(`axe finds nothing in the events and the activity, ${colorScheme}, ${width} px wide`, async ({ pageOf }) => {
    test.slow()
    const page = await pageOf('auditor')
    await page.emulateMedia({ colorScheme })
    await page.setViewportSize({ width, height: 800 })
    for (const path of ['/system-events', '/activity']) {
      await page.goto(path)
      await expect(page.getByRole('gridcell').first()).toBeVisible()
      expect(await axeFindings(page)).toEqual([])
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)
    }
  })
