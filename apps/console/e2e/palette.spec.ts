import type { Page } from '@playwright/test'
import { axeFindings, expect, test } from './fixtures.ts'
import { uniqueName } from './keys-at-the-manager.ts'

async function openPalette(page: Page): Promise<void> {
  await page.keyboard.press('ControlOrMeta+k')
  await expect(page.getByRole('combobox', { name: 'Type the name' })).toBeFocused()
}

test('from anywhere to locked out by the keyboard alone: the palette, the name, one more', async ({
  pageOf,
  manager,
}) => {
  const key = await manager.make(uniqueName('palette'))
  const page = await pageOf('administrator')
  await openPalette(page)
  await page.keyboard.type(key.keyName)
  await expect(page.getByRole('option', { name: `Lock out key ${key.keyName}` })).toBeVisible()
  expect(await axeFindings(page)).toEqual([])
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog', { name: `Lock out key ${key.keyName}` })
  await expect(dialog.getByRole('button', { name: 'Cancel' })).toBeFocused()
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await expect(dialog).toHaveCount(0)
  expect((await manager.read(key.ID)).active).toBe(false)
})

test('a question mark lists the shortcuts, and n begins a new key', async ({ pageOf }) => {
  const page = await pageOf('administrator')
  await page.keyboard.press('?')
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible()
  expect(await axeFindings(page)).toEqual([])
  await page.keyboard.press('Escape')
  await page.keyboard.press('/')
  await expect(page.getByRole('searchbox')).toBeFocused()
  await page.keyboard.press('n')
  await expect(page.getByRole('searchbox')).toHaveValue('n')
  await page.getByRole('heading', { name: 'API Keys' }).click()
  await page.keyboard.press('n')
  await expect(page.getByRole('dialog', { name: 'New API key' })).toBeVisible()
})

test('the list of shortcuts names those of the page, and one leads to the search of any list', async ({ pageOf }) => {
  const page = await pageOf('auditor')
  const shortcuts = page.getByRole('dialog', { name: 'Keyboard shortcuts' })
  await expect(page.getByRole('row').nth(1)).toBeVisible()
  await page.keyboard.press('?')
  await expect(shortcuts.getByText('Read this row again')).toBeVisible()
  await expect(shortcuts.getByText('New API key')).toHaveCount(0)
  await page.keyboard.press('Escape')
  await page.getByRole('link', { name: 'Roles', exact: true }).click()
  await expect(page.getByRole('heading', { name: 'Roles', level: 1 })).toBeVisible()
  await page.keyboard.press('?')
  await expect(shortcuts.getByText('Search the list')).toBeVisible()
  await expect(shortcuts.getByText('Read this row again')).toHaveCount(0)
  await page.keyboard.press('Escape')
  await page.keyboard.press('/')
  await expect(page.getByRole('searchbox')).toBeFocused()
})

test('an auditor finds keys in the palette, and nothing to change them', async ({ pageOf }) => {
  const page = await pageOf('auditor')
  await page.getByRole('button', { name: 'Search or act' }).click()
  await page.getByRole('combobox', { name: 'Type the name' }).fill('deploy-bot')
  await expect(page.getByRole('option')).toHaveText([/^Properties of deploy-bot/])
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog', { name: 'Properties of deploy-bot' })).toBeVisible()
})

test('what can be done with the chosen row is in the palette, and with the key whose window is open', async ({
  pageOf,
  manager,
}) => {
  const key = await manager.make(uniqueName('here'), { description: 'as it was made' })
  const page = await pageOf('administrator')
  await page.getByRole('searchbox').fill(key.keyName)
  const row = page.getByRole('row', { name: key.keyName })
  await row.click()
  await manager.modify(key.ID, { description: 'changed by others' })
  const readAgain = page.getByRole('option', { name: `Read this row again ${key.keyName}` })
  await openPalette(page)
  await page.keyboard.type('again')
  await expect(readAgain).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(row).toContainText('changed by others')
  await page.goto(`/api-keys/${key.ID}`)
  await expect(page.getByRole('dialog', { name: `Properties of ${key.keyName}` })).toBeVisible()
  await openPalette(page)
  await page.keyboard.type('again')
  await expect(readAgain).toBeVisible()
})

test('a key is duplicated, and the list exported, from the palette', async ({ pageOf, manager }) => {
  const key = await manager.make(uniqueName('model'), { description: 'To be copied' })
  const page = await pageOf('administrator')
  await expect(page.getByRole('grid')).toBeVisible()
  await openPalette(page)
  await page.keyboard.type('csv')
  const download = page.waitForEvent('download')
  await page.getByRole('option', { name: 'Export as CSV' }).click()
  expect((await download).suggestedFilename()).toMatch(/^api-keys-.*csv$/)
  await openPalette(page)
  await page.keyboard.type(key.keyName)
  await page.getByRole('option', { name: `New, like ${key.keyName}` }).click()
  await expect(page.getByRole('dialog').getByLabel('Description')).toHaveValue('To be copied')
})

test('what is seldom done to a key is done from the palette as well, its verb and its name in any order', async ({
  pageOf,
  manager,
}) => {
  const stem = uniqueName('seldom')
  const key = await manager.make(`${stem}-one`)
  await manager.make(`${stem}-two`)
  const page = await pageOf('administrator')
  await openPalette(page)
  await page.keyboard.type(stem)
  await expect(page.getByRole('option', { name: `Lock out key ${stem}-two` })).toBeVisible()
  await expect(page.getByRole('option', { name: `Delete key ${stem}-two` })).toHaveCount(0)
  await page.keyboard.type('-one')
  for (const name of [`Set the expiry of key ${stem}-one`, `Change the role of key ${stem}-one`])
    await expect(page.getByRole('option', { name })).toBeVisible()
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.type(`${stem} delete`)
  await expect(page.getByRole('option')).toHaveText([`Delete key ${stem}-one`, `Delete key ${stem}-two`])
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog', { name: `Delete key ${stem}-one` })
  await dialog.getByRole('textbox').fill(key.keyName)
  await dialog.getByRole('button', { name: `Delete key ${stem}-one` }).click()
  await expect(page.getByText(`Deleted: key ${stem}-one.`)).toBeVisible()
  await expect(page).toHaveURL(/\/api-keys$/)
  expect(await manager.named(key.keyName)).toEqual([])
})

test('an address of work on a key that is gone says so, and one of no work is no page', async ({ pageOf, manager }) => {
  const key = await manager.make(uniqueName('gone'))
  await manager.remove(key.ID)
  const page = await pageOf('administrator')
  for (const work of ['lock-out', 'delete', 'new-secret']) {
    await page.goto(`/api-keys/${key.ID}/${work}`)
    await expect(page.getByRole('dialog')).toContainText('This key does not exist any more')
  }
  for (const address of ['/api-keys/2/constructor', '/nowhere/at-all']) {
    await page.goto(address)
    await expect(page.getByRole('heading', { level: 1, name: 'There is no page at this address' })).toBeVisible()
    await expect(page.getByRole('navigation').getByRole('link', { name: 'Roles' })).toBeVisible()
  }
})

test('names that begin with what was typed come first, and a click beside the palette or on its button ends it', async ({
  pageOf,
  manager,
}) => {
  const stem = uniqueName('order')
  await manager.make(`an ${stem}`)
  await manager.make(`${stem} itself`)
  const page = await pageOf('administrator')
  const palette = page.getByRole('dialog', { name: 'Go to or do' })
  await openPalette(page)
  await page.keyboard.type(`${stem} delete`)
  await expect(page.getByRole('option')).toHaveText([`Delete key ${stem} itself`, `Delete key an ${stem}`])
  const field = page.getByRole('combobox', { name: 'Type the name' })
  const before = await field.boundingBox()
  await page.keyboard.type(' nothing of the kind')
  await expect(page.getByRole('option')).toHaveCount(0)
  expect(await field.boundingBox()).toEqual(before)
  await page.mouse.click(5, 400)
  await expect(palette).toHaveCount(0)
  await page.setViewportSize({ width: 390, height: 844 })
  await openPalette(page)
  await palette.getByRole('button', { name: 'Close' }).click()
  await expect(palette).toHaveCount(0)
})
