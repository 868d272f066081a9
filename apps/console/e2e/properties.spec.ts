import type { Locator, Page } from '@playwright/test'
import { axeFindings, expect, test } from './fixtures.ts'
import { roleIDs, uniqueName } from './keys-at-the-manager.ts'

const dayMs = 86_400_000

async function openProperties(page: Page, keyName: string) {
  await page.getByRole('searchbox').fill(keyName)
  await page.getByRole('row', { name: keyName }).dblclick()
  const dialog = page.getByRole('dialog', { name: `Properties of ${keyName}` })
  await expect(dialog.getByLabel('Name', { exact: true })).toHaveValue(keyName)
  return dialog
}

/** A word that is broken stands on two lines. */
const linesOf = (place: Locator): Promise<number> =>
  place.evaluate((cell) => {
    const range = document.createRange()
    range.selectNodeContents(cell)
    return range.getClientRects().length
  })

test('only what was changed is sent, and the row shows it', async ({ pageOf, manager }) => {
  const expiryDate = Date.now() + 30 * dayMs + 12_345
  const key = await manager.make(uniqueName('edit'), { expiryDate, timeZone: 'Asia/Tokyo', roleID: roleIDs.fullAccess })
  const page = await pageOf('administrator')
  const dialog = await openProperties(page, key.keyName)
  await expect(page).toHaveURL(new RegExp(`/api-keys/${key.ID}\\?`))
  await expect(dialog.getByLabel('Name', { exact: true })).toBeFocused()
  const renamed = uniqueName('renamed')
  await dialog.getByLabel('Name', { exact: true }).fill(renamed)
  await dialog.getByLabel('Description').fill('Now described')
  await manager.modify(key.ID, { locale: key.locale })
  await dialog.getByRole('button', { name: 'OK' }).click()
  await expect(dialog).toHaveCount(0)
  await page.getByRole('searchbox').fill(renamed)
  await expect(page.getByRole('row', { name: renamed })).toContainText('Now described')
  expect(await manager.read(key.ID)).toMatchObject({ ...key, keyName: renamed, description: 'Now described' })
})

test('the title of the page names the key whose window is open, and only so long', async ({ pageOf, manager }) => {
  const key = await manager.make(uniqueName('titled'))
  const page = await pageOf('administrator')
  await expect(page).toHaveTitle('API Keys · Latchkey')
  const dialog = await openProperties(page, key.keyName)
  await expect(page).toHaveTitle(`${key.keyName} · API Keys · Latchkey`)
  await page.reload()
  await expect(page).toHaveTitle(`${key.keyName} · API Keys · Latchkey`)
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  await expect(page).toHaveTitle('API Keys · Latchkey')
})

test('opened again, a key is shown as it has become meanwhile', async ({ pageOf, manager }) => {
  const key = await manager.make(uniqueName('again'))
  const page = await pageOf('administrator')
  const dialog = await openProperties(page, key.keyName)
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  await manager.modify(key.ID, { description: 'Theirs', active: false })
  await page.getByRole('row', { name: key.keyName }).dblclick()
  await expect(dialog.getByLabel('Description')).toHaveValue('Theirs')
  await expect(dialog.getByRole('checkbox', { name: /^Locked Out/ })).toBeChecked()
})

test('what someone else changed meanwhile is shown beside what was typed', async ({ pageOf, manager }) => {
  const key = await manager.make(uniqueName('meanwhile'))
  const page = await pageOf('administrator')
  const dialog = await openProperties(page, key.keyName)
  await dialog.getByLabel('Description').fill('Mine')
  await manager.modify(key.ID, { description: 'Theirs', roleID: roleIDs.fullAccess })
  await dialog.getByRole('button', { name: 'OK' }).click()
  await expect(dialog.getByRole('alert')).toContainText(
    'Someone changed this key meanwhile. OK sends what stands here.',
  )
  await expect(dialog.getByRole('row', { name: 'Description Mine Theirs' })).toBeVisible()
  await expect(dialog.getByRole('row', { name: 'Role Auditor Full Access' })).toBeVisible()
  await page.setViewportSize({ width: 320, height: 640 })
  expect(await linesOf(dialog.getByRole('columnheader', { name: 'Properties' }))).toBe(1)
  expect(await dialog.getByRole('alert').evaluate((banner) => banner.scrollWidth - banner.clientWidth)).toBe(0)
  expect((await manager.read(key.ID)).description).toBe('Theirs')
  await dialog.getByRole('button', { name: 'Take these' }).click()
  await expect(dialog.getByLabel('Description')).toHaveValue('Theirs')
  await dialog.getByLabel('Description').fill('Both')
  await dialog.getByRole('button', { name: 'OK' }).click()
  await expect(dialog).toHaveCount(0)
  expect(await manager.read(key.ID)).toMatchObject({ description: 'Both', roleID: roleIDs.fullAccess })
})

test('a key that someone else deleted meanwhile is said to be gone, and what to do', async ({ pageOf, manager }) => {
  const key = await manager.make(uniqueName('gone'))
  const page = await pageOf('administrator')
  const dialog = await openProperties(page, key.keyName)
  await dialog.getByLabel('Description').fill('too late')
  await manager.remove(key.ID)
  await dialog.getByRole('button', { name: 'OK' }).click()
  await expect(dialog.getByRole('alert')).toContainText(/nothing was changed.*Request/)
  await expect(dialog.getByText(/^Someone deleted this key meanwhile. Close this window/)).toBeVisible()
  await expect(dialog.getByLabel('Description')).toHaveValue('too late')
})

test('a moment is told once where the zone of the key is UTC by another name', async ({ pageOf, manager }) => {
  const key = await manager.make(uniqueName('etc'), { timeZone: 'Etc/UTC' })
  const page = await pageOf('administrator')
  const dialog = await openProperties(page, key.keyName)
  const created = dialog.getByRole('definition').filter({ hasText: /UTC/ }).first()
  await expect(created).toBeVisible()
  expect((await created.innerText()).match(/UTC/g)).toHaveLength(1)
})

test.describe('seen from UTC', () => {
  test.use({ timezoneId: 'UTC' })

  test('a moment has one clock where the viewer’s zone is UTC', async ({ signInAs, manager }) => {
    const expiryDate = Date.UTC(new Date().getFullYear() + 2, 4, 1, 10, 0)
    const key = await manager.make(uniqueName('clock'), { expiryDate, timeZone: 'Asia/Tokyo' })
    const page = await signInAs('administrator')
    const dialog = await openProperties(page, key.keyName)
    await expect(dialog.getByText(/1 May \d+, 19:00/)).toHaveCount(1)
    await expect(dialog.getByText(/1 May \d+, 10:00 UTC/)).toHaveCount(1)
    await page.goto('/activity')
    await page
      .getByRole('gridcell', { name: /\d\d:\d\d/ })
      .first()
      .hover()
    await expect(page.getByRole('tooltip')).toHaveText(/^\d+ \w+ \d+, \d\d:\d\d UTC$/)
  })
})

test('a refusal stands at its field, which has the focus', async ({ pageOf, manager }) => {
  const key = await manager.make(uniqueName('taken'))
  const other = await manager.make(uniqueName('other'))
  const page = await pageOf('administrator')
  const dialog = await openProperties(page, key.keyName)
  const name = dialog.getByLabel('Name', { exact: true })
  await name.fill('')
  await dialog.getByRole('button', { name: 'OK' }).click()
  await expect(name).toBeFocused()
  await expect(dialog.getByRole('alert')).toHaveText('Give the key a name.')
  await name.fill(other.keyName)
  await dialog.getByRole('button', { name: 'OK' }).click()
  await expect(dialog.getByRole('alert')).toHaveText(/^A key or a user has this name already/)
  await expect(name).toBeFocused()
  expect((await manager.read(key.ID)).keyName).toBe(key.keyName)
})

test('nothing typed is lost unasked: Escape, Cancel and Back ask first', async ({ pageOf, manager }) => {
  const key = await manager.make(uniqueName('unsaved'))
  const page = await pageOf('administrator')
  const dialog = await openProperties(page, key.keyName)
  await dialog.getByLabel('Description').fill('Half a sentence')
  for (const leave of [
    () => page.keyboard.press('Escape'),
    () => dialog.getByRole('button', { name: 'Cancel' }).click(),
    () => page.goBack(),
  ]) {
    await leave()
    await expect(dialog.getByRole('alert')).toHaveText('What you changed is not saved.')
    await dialog.getByRole('button', { name: 'Go on editing' }).click()
    await expect(dialog.getByLabel('Description')).toHaveValue('Half a sentence')
    await expect(dialog.getByLabel('Description')).toBeFocused()
  }
  await page.keyboard.press('Escape')
  await dialog.getByRole('button', { name: 'Discard the changes' }).click()
  await expect(dialog).toHaveCount(0)
  expect((await manager.read(key.ID)).description).toBe('')
})

test('another zone keeps the moment or the time on the clock, as one says', async ({ pageOf, manager }) => {
  const expiryDate = Date.UTC(new Date().getFullYear() + 2, 0, 15, 12, 30)
  const year = new Date(expiryDate).getUTCFullYear()
  const key = await manager.make(uniqueName('zone'), { expiryDate, timeZone: 'Europe/Berlin' })
  const page = await pageOf('administrator')
  const dialog = await openProperties(page, key.keyName)
  await expect(dialog.getByLabel('Time', { exact: true })).toHaveValue('13:30')
  const zone = dialog.getByRole('combobox', { name: 'Time Zone' })
  await zone.click()
  await zone.fill('japan')
  await dialog.getByRole('option', { name: /Asia\/Tokyo/ }).click()
  await expect(dialog.getByLabel('Time', { exact: true })).toHaveValue('21:30')
  await dialog.getByRole('button', { name: /^The time on the clock/ }).click()
  await expect(dialog.getByLabel('Time', { exact: true })).toHaveValue('13:30')
  await dialog.getByRole('button', { name: 'OK' }).click()
  await expect(dialog).toHaveCount(0)
  const after = await manager.read(key.ID)
  expect(after.timeZone).toBe('Asia/Tokyo')
  expect(after.expiryDate).toBe(Date.UTC(year, 0, 15, 4, 30))
})

test('a time that does not exist is refused with the nearest, one that is there twice asks', async ({
  pageOf,
  manager,
}) => {
  const key = await manager.make(uniqueName('clocks'), { timeZone: 'Europe/Berlin' })
  const page = await pageOf('administrator')
  const dialog = await openProperties(page, key.keyName)
  await dialog.getByLabel('Expires on').check()
  await dialog.getByLabel('Date', { exact: true }).fill('2027-03-28')
  await dialog.getByLabel('Time', { exact: true }).fill('02:30')
  await dialog.getByRole('button', { name: 'OK' }).click()
  await expect(dialog.getByRole('alert')).toContainText('This time does not exist')
  await expect(dialog.getByLabel('Date', { exact: true })).toBeFocused()
  await expect(dialog.getByLabel('Date', { exact: true })).toHaveAccessibleDescription(/^This time does not exist/)
  await dialog.getByRole('button', { name: /03:00/ }).click()
  await expect(dialog.getByLabel('Time', { exact: true })).toHaveValue('03:00')
  await dialog.getByLabel('Date', { exact: true }).fill('2027-10-31')
  await dialog.getByLabel('Time', { exact: true }).fill('02:30')
  await dialog.getByRole('radio').last().check()
  await dialog.getByRole('button', { name: 'OK' }).click()
  await expect(dialog).toHaveCount(0)
  expect((await manager.read(key.ID)).expiryDate).toBe(Date.UTC(2027, 9, 31, 1, 30))
})

test('pasted ISO text is understood, and unticked the key never expires', async ({ pageOf, manager }) => {
  const key = await manager.make(uniqueName('paste'), { expiryDate: Date.now() + dayMs, timeZone: 'Asia/Tokyo' })
  const page = await pageOf('administrator')
  const dialog = await openProperties(page, key.keyName)
  await page.evaluate(() => navigator.clipboard.writeText('2027-05-01T10:00:00Z'))
  await dialog.getByLabel('Date', { exact: true }).focus()
  await page.keyboard.press('ControlOrMeta+V')
  await expect(dialog.getByLabel('Time', { exact: true })).toHaveValue('19:00')
  await expect(dialog.getByText('UTC', { exact: true })).toBeVisible()
  await expect(dialog.getByText(/1 May 2027, 10:00 UTC · in/)).toBeVisible()
  await dialog.getByLabel('Expires on').uncheck()
  await dialog.getByRole('button', { name: 'OK' }).click()
  await expect(dialog).toHaveCount(0)
  expect(await manager.read(key.ID)).not.toHaveProperty('expiryDate')
})

test('pasted text that is no date is said to be none, with what is understood, and nothing is lost', async ({
  pageOf,
  manager,
}) => {
  const expiryDate = Date.UTC(new Date().getFullYear() + 2, 4, 1, 10, 0)
  const key = await manager.make(uniqueName('unread'), { expiryDate, timeZone: 'Asia/Tokyo' })
  const page = await pageOf('administrator')
  const dialog = await openProperties(page, key.keyName)
  const [date, time] = [dialog.getByLabel('Date', { exact: true }), dialog.getByLabel('Time', { exact: true })]
  const paste = async (text: string) => {
    await page.evaluate((pasted) => navigator.clipboard.writeText(pasted), text)
    await page.keyboard.press('ControlOrMeta+V')
  }
  await date.focus()
  await paste('end of next week')
  const said = dialog.getByRole('alert')
  await expect(said).toContainText('“end of next week” could not be read as a date.')
  await expect(said).toContainText('2026-11-21T14:05+09:00')
  await expect(date).toHaveValue(/-05-01$/)
  await expect(time).toHaveValue('19:00')
  const secret = `12:${'A'.repeat(43)}=`
  await paste(secret)
  await expect(said).toContainText('What was pasted could not be read')
  await expect(dialog).not.toContainText(secret.slice(0, 12))
  await time.focus()
  await paste('08:30')
  await expect(said).toHaveCount(0)
  await expect(date).toHaveValue(/-05-01$/)
  await expect(time).toHaveValue('08:30')
})

test('who did what to it is told, and whose it is and what for is kept', async ({ pageOf, manager }) => {
  const key = await manager.make(uniqueName('told'))
  const page = await pageOf('administrator')
  const dialog = await openProperties(page, key.keyName)
  await dialog.getByLabel('Description').fill('Changed here')
  await dialog.getByRole('button', { name: 'OK' }).click()
  await expect(dialog).toHaveCount(0)
  await openProperties(page, key.keyName)
  await dialog.getByRole('tab', { name: 'Activity' }).click()
  await expect(dialog.getByRole('row', { name: /administrator Changed$/ })).toBeVisible()
  await dialog.getByRole('tab', { name: 'Where it is used' }).click()
  await expect(page).toHaveURL(/tab=use/)
  await dialog.getByLabel('Owner').fill('Payments team')
  await dialog.getByLabel('Note').fill('Its secret is in the vault of the team')
  await dialog.getByLabel('Owner').press('Enter')
  await expect(dialog.getByText('Saved', { exact: true })).toBeVisible()
  await page.reload()
  await expect(dialog.getByLabel('Owner')).toHaveValue('Payments team')
  await expect(dialog.getByLabel('Note')).toHaveValue('Its secret is in the vault of the team')
})

test('what is typed about the use of a key stays while one looks elsewhere, and OK keeps it', async ({
  pageOf,
  manager,
}) => {
  const key = await manager.make(uniqueName('typed'))
  const page = await pageOf('administrator')
  const dialog = await openProperties(page, key.keyName)
  await dialog.getByRole('tab', { name: 'Where it is used' }).click()
  await dialog.getByLabel('Owner').fill('Payments team')
  await dialog.getByRole('tab', { name: 'General' }).click()
  await dialog.getByLabel('Description').fill('Changed too')
  await page.keyboard.press('Escape')
  await expect(dialog.getByText('What you changed is not saved.')).toBeVisible()
  await dialog.getByRole('button', { name: 'Go on editing' }).click()
  await dialog.getByRole('tab', { name: 'Where it is used' }).click()
  await expect(dialog.getByLabel('Owner')).toHaveValue('Payments team')
  await dialog.getByRole('button', { name: 'OK' }).click()
  await expect(dialog).toHaveCount(0)
  expect((await manager.read(key.ID)).description).toBe('Changed too')
  await page.goto(`/api-keys/${key.ID}?tab=use`)
  await expect(dialog.getByLabel('Owner')).toHaveValue('Payments team')
})

test('every box of the window is as large as the next on a phone', async ({ pageOf }) => {
  const page = await pageOf('administrator')
  await page.setViewportSize({ width: 390, height: 800 })
  const dialog = await openProperties(page, 'deploy-bot')
  const widths = await dialog.getByRole('checkbox').evaluateAll((boxes) => boxes.map((box) => box.clientWidth))
  expect(widths.length).toBeGreaterThan(1)
  expect(new Set(widths).size).toBe(1)
})

test('an auditor reads every field and changes none', async ({ pageOf }) => {
  const page = await pageOf('auditor')
  const dialog = await openProperties(page, 'deploy-bot')
  await expect(dialog.getByLabel('Name', { exact: true })).toHaveAttribute('readonly')
  await expect(dialog.getByRole('combobox', { name: 'Role' })).toHaveValue('Full Access')
  await expect(dialog.getByLabel('Locked Out (Denied permission to authenticate)')).toBeDisabled()
  await expect(dialog.getByRole('button', { name: 'OK' })).toHaveCount(0)
  await dialog.getByRole('button', { name: 'Close' }).click()
  await expect(page).not.toHaveURL(/api-keys\/\d/)
})

for (const media of [
  { colorScheme: 'light', forcedColors: 'none' },
  { colorScheme: 'dark', forcedColors: 'none' },
  { colorScheme: 'light', forcedColors: 'active' },
] as const)
  test(`what can only be read does not look like a field to type into, ${Object.values(media).join(', ')}`, async ({
    pageOf,
    manager,
  }) => {
    const key = await manager.make(uniqueName('looks'), { expiryDate: Date.now() + 30 * dayMs })
    const looksOf = async (page: Page) => {
      await page.emulateMedia(media)
      await page.goto(`/api-keys/${key.ID}`)
      const dialog = page.getByRole('dialog')
      const fields = [dialog.getByLabel('Description'), dialog.getByLabel('Date', { exact: true })]
      const boxes = ['Role', 'Language', 'Time Zone'].map((name) => dialog.getByRole('combobox', { name }))
      await expect(dialog.getByLabel('Date', { exact: true })).toBeVisible()
      return Promise.all(
        [...fields, ...boxes].map((field) =>
          field.evaluate((element) => {
            const { borderTopColor, borderTopStyle, backgroundColor } = getComputedStyle(element)
            return `${borderTopStyle} ${borderTopColor} on ${backgroundColor}`
          }),
        ),
      )
    }
    const auditor = await pageOf('auditor')
    const [typed, ...others] = new Set(await looksOf(await pageOf('administrator')))
    const [read, ...otherRead] = new Set(await looksOf(auditor))
    expect([others, otherRead]).toEqual([[], []])
    expect(read).not.toBe(typed)
    await expect(auditor.getByText('Paste an ISO date')).toHaveCount(0)
    expect(await axeFindings(auditor)).toEqual([])
  })

test('a key that is gone says so at its address', async ({ pageOf }) => {
  const page = await pageOf('auditor')
  await page.goto('/api-keys/2147483647')
  await expect(page.getByRole('heading', { name: 'This key does not exist any more' })).toBeVisible()
})

test('a window that an address opened leaves the focus in the page', async ({ pageOf, manager }) => {
  const { ID } = await manager.make(uniqueName('address'))
  const page = await pageOf('administrator')
  await page.goto(`/api-keys/${ID}`)
  await expect(page.getByLabel('Name', { exact: true })).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect(page.getByRole('main')).toBeFocused()
})

for (const colorScheme of ['light', 'dark'] as const)
  for (const width of [1440, 320])
    test(`axe finds nothing in Properties, ${colorScheme}, ${width} px wide`, async ({ pageOf, manager }) => {
      test.slow()
      const key = await manager.make(uniqueName('axe'), { expiryDate: Date.now() + 30 * dayMs })
      const page = await pageOf('administrator')
      await page.emulateMedia({ colorScheme })
      await page.setViewportSize({ width, height: 800 })
      await page.goto(`/api-keys/${key.ID}`)
      const dialog = page.getByRole('dialog')
      await dialog.getByText('Equivalent code').click()
      expect(await axeFindings(page)).toEqual([])
      await dialog.getByRole('combobox', { name: 'Time Zone' }).click()
      await expect(dialog.getByRole('option', { name: /^UTC/ })).toBeVisible()
      expect(await axeFindings(page)).toEqual([])
    })
