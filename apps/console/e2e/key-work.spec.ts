import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { asPage, axeFindings, expect, test } from './fixtures.ts'
import { roleIDs, uniqueName } from './keys-at-the-manager.ts'

async function act(page: Page, keyName: string, action: string | RegExp): Promise<void> {
  await page.getByRole('searchbox').fill(keyName)
  await page.getByRole('row', { name: keyName }).click({ button: 'right' })
  await page.getByRole('menuitem', { name: action }).click()
}

test('a key is locked out with a reason, read back, and unlocked', async ({ pageOf, manager }) => {
  const key = await manager.make(uniqueName('lock'), { roleID: roleIDs.fullAccess })
  const page = await pageOf('administrator')
  await act(page, key.keyName, /^Lock out/)
  const lock = page.getByRole('dialog', { name: `Lock out key ${key.keyName}` })
  await expect(lock.getByRole('button', { name: 'Cancel' })).toBeFocused()
  await expect(lock.getByText('Full Access')).toBeVisible()
  await expect(lock.getByText('not known')).toBeVisible()
  await lock.getByLabel('Reason').selectOption('Under investigation')
  await lock.getByLabel('In words').fill('Seen in a build log')
  await lock.getByRole('button', { name: `Lock out key ${key.keyName}` }).click()
  await expect(page.getByText(`Locked out: key ${key.keyName}.`)).toBeVisible()
  await expect(page.getByRole('row', { name: key.keyName })).toContainText('Locked out')
  expect((await manager.read(key.ID)).active).toBe(false)
  await act(page, key.keyName, /^Unlock/)
  const unlock = page.getByRole('dialog', { name: `Unlock key ${key.keyName}` })
  await expect(unlock.getByText('Under investigation: Seen in a build log', { exact: true })).toBeVisible()
  await unlock.getByRole('button', { name: `Unlock key ${key.keyName}` }).click()
  await expect(page.getByRole('row', { name: key.keyName })).toContainText('Active')
  expect((await manager.read(key.ID)).active).toBe(true)
})

test('a key that leaked is not unlocked before it has a new secret', async ({ pageOf, manager }) => {
  const key = await manager.make(uniqueName('leak'))
  const page = await pageOf('administrator')
  await act(page, key.keyName, /^Lock out/)
  const lock = page.getByRole('dialog')
  await lock.getByLabel('Reason').selectOption('Leaked, or may be')
  await lock.getByRole('button', { name: `Lock out key ${key.keyName}` }).click()
  await expect(lock).toHaveCount(0)
  await act(page, key.keyName, /^Unlock/)
  await expect(page.getByRole('alert')).toContainText('make a new secret key first')
  await expect(page.getByRole('button', { name: `Unlock key ${key.keyName}` })).toBeDisabled()
})

test('a key is deleted after its name was typed, and never by Enter', async ({ pageOf, manager }) => {
  const key = await manager.make(uniqueName('delete'))
  const page = await pageOf('administrator')
  await act(page, key.keyName, /^Delete/)
  const ask = page.getByRole('dialog', { name: `Delete key ${key.keyName}` })
  await expect(ask.getByRole('button', { name: 'Cancel' })).toBeFocused()
  await expect(ask.getByRole('button', { name: `Delete key ${key.keyName}` })).toBeDisabled()
  await ask.getByLabel(`Type ${key.keyName} to go on`).fill(key.keyName)
  await page.keyboard.press('Enter')
  expect(await manager.named(key.keyName)).toHaveLength(1)
  await ask.getByRole('button', { name: `Delete key ${key.keyName}` }).dblclick()
  await expect(ask).toHaveCount(0)
  await expect(page.getByRole('row', { name: key.keyName })).toHaveCount(0)
  expect(await manager.named(key.keyName)).toEqual([])
})

test('what changed since it was asked about is not done, and the difference is said', async ({ pageOf, manager }) => {
  const key = await manager.make(uniqueName('stale'))
  const page = await pageOf('administrator')
  await act(page, key.keyName, /^Lock out/)
  await manager.modify(key.ID, { roleID: roleIDs.fullAccess })
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: `Lock out key ${key.keyName}` }).click()
  await expect(dialog.getByText('Nothing was done: it changed meanwhile (Role: Auditor → Full Access).')).toBeVisible()
  expect((await manager.read(key.ID)).active).toBe(true)
  await dialog.getByRole('button', { name: 'Look again' }).click()
  await dialog.getByRole('button', { name: `Lock out key ${key.keyName}` }).click()
  await expect(dialog).toHaveCount(0)
  expect((await manager.read(key.ID)).active).toBe(false)
})

test('many rows are changed at once, after their number was typed', async ({ pageOf, manager }) => {
  const mark = uniqueName('bulk')
  const keys = []
  for (let index = 0; index < 12; index += 1) keys.push(await manager.make(`${mark} ${index}`))
  const page = await pageOf('administrator')
  await page.getByRole('searchbox').fill(mark)
  await expect(page.getByRole('row', { name: mark })).toHaveCount(12)
  await page.getByRole('columnheader', { name: 'Select all rows' }).click()
  await page.getByRole('button', { name: 'Actions' }).click()
  await page.getByRole('menuitem', { name: /^Change the role/ }).click()
  const dialog = page.getByRole('dialog', { name: 'Change the role of 12 keys' })
  await expect(dialog).toContainText(' and 7 more.')
  await dialog.getByRole('combobox', { name: 'Role' }).click()
  await dialog.getByRole('option', { name: 'Policy reader' }).click()
  await dialog.getByLabel('Type 12 to go on').fill('12')
  await dialog.getByRole('button', { name: 'Change the role of 12 keys' }).click()
  await expect(page.getByText('The role of 12 keys is changed.')).toBeVisible()
  await expect(page.getByRole('row', { name: mark }).filter({ hasText: 'Policy reader' })).toHaveCount(12)
  const roles = await Promise.all(keys.map(async ({ ID }) => (await manager.read(ID)).roleID))
  expect(new Set(roles).size).toBe(1)
})

test('keys that somebody deleted meanwhile are named, not tried again, and gone from the list', async ({
  pageOf,
  manager,
}) => {
  const mark = uniqueName('vanished')
  const keys = []
  for (let index = 0; index < 16; index += 1) keys.push(await manager.make(`${mark} ${index}`))
  const page = await pageOf('administrator')
  await page.getByRole('searchbox').fill(mark)
  await expect(page.getByRole('row', { name: mark })).toHaveCount(16)
  await page.getByRole('columnheader', { name: 'Select all rows' }).click()
  await page.getByRole('button', { name: 'Actions' }).click()
  await page.getByRole('menuitem', { name: /^Lock out/ }).click()
  const dialog = page.getByRole('dialog', { name: 'Lock out 16 keys' })
  await dialog.getByLabel('Type 16 to go on').fill('16')
  for (const { ID } of keys.slice(1)) await manager.remove(ID)
  await dialog.getByRole('button', { name: 'Lock out 16 keys' }).click()
  await expect(dialog.getByText('Done: 1 of 16.')).toBeVisible()
  await expect(dialog.getByText('Someone deleted it meanwhile.')).toHaveCount(15)
  await expect(dialog.getByRole('button', { name: 'Retry failed' })).toHaveCount(0)
  expect(await axeFindings(page)).toEqual([])
  await dialog.getByRole('button', { name: 'Close' }).click()
  await expect(page.getByRole('row', { name: mark })).toHaveCount(1)
  await expect(page.getByRole('row', { name: mark })).toContainText('Locked out')
})

test('what is shown goes into a file without a formula, and the export into the activity', async ({
  pageOf,
  manager,
}) => {
  const mark = uniqueName('export')
  await manager.make(mark, { description: '=HYPERLINK("x"), "quoted"' })
  const page = await pageOf('auditor')
  await page.getByRole('searchbox').fill(mark)
  await expect(page.getByRole('row', { name: mark })).toHaveCount(1)
  await page.getByRole('button', { name: 'Export' }).click()
  const waiting = page.waitForEvent('download')
  await page.getByRole('menuitem', { name: 'Export as CSV' }).click()
  const text = await readFile(await (await waiting).path(), 'utf8')
  expect(text.split('\r\n')).toHaveLength(3)
  expect(text).toContain(`${mark},"'=HYPERLINK(""x""), ""quoted"""`)
  expect(text).not.toMatch(/secret/i)
  const answer = await page.request.post('/bff/activity/search', {
    ...asPage,
    data: { action: 'export', maxItems: 20 },
  })
  expect(await answer.text()).toContain(`q=${mark}`)
})

test('the expiry of one key is set in its own zone, where some times do not exist, and taken away', async ({
  pageOf,
  manager,
}) => {
  const key = await manager.make(uniqueName('one expiry'), { timeZone: 'Europe/Berlin' })
  const page = await pageOf('administrator')
  const dialog = page.getByRole('dialog', { name: `Set the expiry of key ${key.keyName}` })
  const action = dialog.getByRole('button', { name: `Set the expiry of key ${key.keyName}` })
  await page.goto(`/api-keys/${key.ID}/set-expiry`)
  await dialog.getByRole('checkbox', { name: 'Expires on' }).check()
  await dialog.getByLabel('Date').fill('2031-03-30')
  await dialog.getByLabel('Time', { exact: true }).fill('02:30')
  await expect(dialog.getByRole('alert')).toBeVisible()
  await expect(action).toBeDisabled()
  await dialog.getByLabel('Time', { exact: true }).fill('04:30')
  await expect(dialog.getByText('30 Mar 2031, 02:30')).toBeVisible()
  await action.click()
  await expect(page.getByText(`The expiry of key ${key.keyName} is set.`)).toBeVisible()
  expect((await manager.read(key.ID)).expiryDate).toBe(Date.UTC(2031, 2, 30, 2, 30))
  await page.goto(`/api-keys/${key.ID}/set-expiry`)
  await dialog.getByRole('checkbox', { name: 'Expires on' }).uncheck()
  await action.click()
  await expect(dialog).toHaveCount(0)
  expect(await manager.read(key.ID)).not.toHaveProperty('expiryDate')
})

test('many keys never expire any more, or at one moment of the viewer’s', async ({ pageOf, manager }) => {
  const mark = uniqueName('many expire')
  const keys = [await manager.make(`${mark} 1`), await manager.make(`${mark} 2`)]
  const page = await pageOf('administrator')
  await page.getByRole('searchbox').fill(mark)
  await expect(page.getByRole('row', { name: mark })).toHaveCount(2)
  const expiries = async () => await Promise.all(keys.map(async ({ ID }) => (await manager.read(ID)).expiryDate))
  const dialog = page.getByRole('dialog', { name: 'Set the expiry of 2 keys' })
  const action = dialog.getByRole('button', { name: 'Set the expiry of 2 keys' })
  const open = async () => {
    await page.getByRole('columnheader', { name: 'Select all rows' }).click()
    await page.getByRole('button', { name: 'Actions' }).click()
    await page.getByRole('menuitem', { name: /^Set the expiry/ }).click()
    await expect(dialog).toContainText(`2 keys: ${mark} 1, ${mark} 2.`)
    await expect(dialog).toContainText('The same moment for all of them')
    await expect(action).toBeDisabled()
  }
  await open()
  await dialog.getByLabel('Date').fill('2020-01-01')
  await expect(dialog.getByRole('alert')).toBeVisible()
  await expect(action).toBeDisabled()
  await dialog.getByLabel('Date').fill('2031-01-01')
  await action.click()
  await expect(dialog).toHaveCount(0)
  const moment = Date.UTC(2031, 0, 1, 23, 59)
  expect((await expiries()).every((expiry) => expiry !== undefined && Math.abs(expiry - moment) < 60_000)).toBe(true)
  await page.getByRole('columnheader', { name: 'Select all rows' }).click()
  await open()
  await dialog.getByRole('checkbox', { name: 'Expires on' }).uncheck()
  await action.click()
  await expect(dialog).toHaveCount(0)
  expect(await expiries()).toEqual([undefined, undefined])
})

test('whoever lacks the right is told which at every address of a change', async ({ pageOf }) => {
  const page = await pageOf('auditor')
  for (const [path, right] of [
    ['/api-keys/new', 'API keys: Create'],
    ['/api-keys/2/lock-out', 'API keys: Edit'],
    ['/api-keys/2/new-secret', 'API keys: Edit'],
    ['/api-keys/2/delete', 'API keys: Delete'],
    ['/users/new', 'Users: Create'],
    ['/roles/new', 'Roles: Create'],
  ]) {
    await page.goto(path ?? '')
    const dialog = page.getByRole('dialog', { name: 'You have read access' })
    await expect(dialog).toContainText(`It takes the right “${right}”.`)
    await dialog.getByRole('button', { name: 'Close' }).click()
    await expect(dialog).toHaveCount(0)
  }
})

test('an auditor is offered what changes nothing', async ({ pageOf }) => {
  const page = await pageOf('auditor')
  await page.getByRole('row').nth(1).click({ button: 'right' })
  await expect(page.getByRole('menuitem')).toHaveText(['Properties', 'Read this row again'])
})

for (const colorScheme of ['light', 'dark'] as const)
  for (const width of [1440, 320])
    test(`axe finds nothing where keys are locked out and deleted, ${colorScheme}, ${width} px wide`, async ({
      pageOf,
      manager,
    }) => {
      test.slow()
      const key = await manager.make(uniqueName('axe work'))
      const page = await pageOf('administrator')
      await page.emulateMedia({ colorScheme })
      await page.setViewportSize({ width, height: 800 })
      for (const action of [/^Lock out/, /^Delete/]) {
        await act(page, key.keyName, action)
        await expect(page.getByRole('dialog')).toBeVisible()
        for (const button of await page.getByRole('dialog').getByRole('button').all())
          await expect(button).toBeInViewport({ ratio: 1 })
        expect(await axeFindings(page)).toEqual([])
        await page.keyboard.press('Escape')
      }
    })
