import type { Locator, Page } from '@playwright/test'
import { expect, test } from './fixtures.ts'
import { uniqueName } from './keys-at-the-manager.ts'
import { closeProven, issue, pasteBack, read } from './secret-page.ts'

const screens = [
  '/api-keys',
  '/api-keys/new',
  '/roles',
  '/roles/new',
  '/users',
  '/users/new',
  '/tenants',
  '/system-settings',
  '/system-events',
  '/activity',
  '/profile',
]
const lists = ['/api-keys', '/roles', '/users', '/tenants', '/system-events', '/activity']

async function speak(page: Page, language: 'en' | 'ja'): Promise<void> {
  await page.addInitScript((chosen) => localStorage.setItem('latchkey.language', chosen), language)
}

for (const language of ['en', 'ja'] as const)
  for (const width of [320, 768])
    test(`nothing stands beyond the edge of any page, ${language}, ${width} px wide`, async ({ pageOf }) => {
      const page = await pageOf('administrator')
      await speak(page, language)
      await page.setViewportSize({ width, height: 800 })
      for (const path of screens) {
        await page.goto(path)
        await expect(page.getByRole('main')).toBeVisible()
        await expect(page.getByRole('heading').first()).toBeVisible()
        const beyond = page.locator('#content, [role=dialog]').evaluateAll((parts) =>
          parts
            .flatMap((part) => [part, ...part.querySelectorAll('form, header, section, [role=tabpanel]')])
            .filter(({ scrollWidth, clientWidth }) => clientWidth > 0 && scrollWidth > clientWidth + 1)
            .map(({ tagName, id }) => `${tagName} ${id}`),
        )
        expect(await beyond, path).toEqual([])
      }
    })

for (const [language, label] of [
  ['en', 'Columns'],
  ['ja', '列'],
] as const)
  test(`the tools of the keys stand in one line beside the navigation, ${language}, 768 px wide`, async ({
    pageOf,
  }) => {
    const page = await pageOf('administrator')
    await speak(page, language)
    await page.setViewportSize({ width: 768, height: 800 })
    await page.goto('/api-keys')
    const search = await page.getByRole('searchbox').boundingBox()
    const columns = await page.getByRole('button', { name: label, exact: true }).boundingBox()
    expect(columns?.y).toBeLessThan((search?.y ?? 0) + (search?.height ?? 0))
  })

for (const [language, tenant] of [
  ['en', 'Primary tenant'],
  ['ja', 'プライマリテナント'],
] as const)
  test(`who is signed in, with role and tenant, is in sight at every width, ${language}`, async ({ pageOf }) => {
    const page = await pageOf('administrator')
    await speak(page, language)
    for (const width of [320, 768, 1440]) {
      await page.setViewportSize({ width, height: 800 })
      await page.goto('/api-keys')
      for (const text of ['administrator', 'Full Access', tenant]) {
        const shown = page.getByRole('banner').getByText(text, { exact: true }).filter({ visible: true })
        await expect(shown, `${text} at ${width}`).toHaveCount(1)
        const box = await shown.boundingBox()
        expect(box?.width, `${text} at ${width}`).toBeGreaterThan(40)
        expect(box && box.y >= 0 && box.y + box.height <= 48, `${text} at ${width}`).toBe(true)
      }
    }
  })

for (const language of ['en', 'ja'] as const)
  test(`what stands in columns of one width is there to its last letter, ${language}`, async ({ pageOf }) => {
    const page = await pageOf('administrator')
    await speak(page, language)
    await page.setViewportSize({ width: 1440, height: 900 })
    for (const path of lists) {
      await page.goto(path)
      await expect(page.getByRole('gridcell').nth(3)).toBeVisible()
      const cut = await page.getByRole('grid').evaluate((grid) => {
        const growing = getComputedStyle(grid)
          .getPropertyValue('--columns')
          .split(/ (?![^(]*\))/)
          .map((track) => track.includes('fr'))
        return [...grid.querySelectorAll('[role=gridcell], [role=columnheader]')]
          .filter((cell) => growing[Number(cell.ariaColIndex) - 1] === false)
          .filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth)
          .map(({ textContent }) => textContent)
      })
      expect(cut, path).toEqual([])
    }
  })

for (const language of ['en', 'ja'] as const)
  for (const width of [320, 1440])
    test(`the columns that a list begins with stand side by side, ${language}, ${width} px wide`, async ({
      pageOf,
    }) => {
      const page = await pageOf('administrator')
      await speak(page, language)
      await page.setViewportSize({ width, height: 900 })
      for (const path of lists) {
        await page.goto(path)
        await expect(page.getByRole('gridcell').nth(1)).toBeVisible()
        const beyond = page.getByRole('grid').evaluate((grid) => grid.scrollWidth - grid.clientWidth)
        expect(await beyond, path).toBe(0)
      }
    })

for (const [width, path] of [
  [320, '/users'],
  [390, '/roles'],
  [720, '/api-keys'],
] as const)
  test(`a menu stands whole in the page, ${path}, ${width} px wide`, async ({ pageOf }) => {
    const page = await pageOf('administrator')
    await page.setViewportSize({ width, height: 800 })
    await page.goto(path)
    await expect(page.getByRole('row').nth(1)).toBeVisible()
    await page.getByRole('main').getByRole('button', { name: 'Actions' }).click()
    const edge = (await page.getByRole('main').boundingBox())?.x ?? 0
    for (const item of await page.getByRole('menuitem').all()) {
      const box = await item.boundingBox()
      expect(box?.x).toBeGreaterThanOrEqual(edge)
      expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(width)
    }
  })

test('rows of every list are in sight at 200 % zoom', async ({ pageOf }) => {
  const page = await pageOf('administrator')
  await page.setViewportSize({ width: 720, height: 450 })
  for (const path of lists) {
    await page.goto(path)
    const cell = page.getByRole('row').nth(1).getByRole('gridcell').first()
    await expect(cell).toBeAttached()
    await page.getByRole('grid').evaluate((grid) => grid.scrollIntoView({ block: 'end' }))
    await expect(cell, path).toBeInViewport({ ratio: 1 })
  }
})

test('a list to choose from stands whole over the foot of its window', async ({ pageOf }) => {
  const page = await pageOf('administrator')
  await page.setViewportSize({ width: 1440, height: 900 })
  await page.goto('/api-keys/new')
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('combobox', { name: 'Time Zone' }).click()
  const list = await dialog.getByRole('listbox', { name: 'Time Zone' }).boundingBox()
  const inFoot = await dialog.getByRole('button', { name: 'Cancel' }).boundingBox()
  expect((list?.y ?? NaN) + (list?.height ?? NaN)).toBeLessThan((inFoot?.y ?? NaN) - 12)
})

test('what the keys are worked with stays where it is while filters are set', async ({ pageOf }) => {
  const page = await pageOf('administrator')
  await page.setViewportSize({ width: 1440, height: 900 })
  const places = []
  for (const filters of ['', '?status=active', '?status=active&role=1&expires=2099-12-31']) {
    await page.goto(`/api-keys${filters}`)
    await expect(page.getByRole('gridcell').nth(3)).toBeVisible()
    const tools = []
    for (const name of ['Export', 'Actions', 'Columns'])
      tools.push(await page.getByRole('main').getByRole('button', { name }).boundingBox())
    places.push(tools)
  }
  const [none, one, three] = places
  expect(one).toEqual(none)
  expect(three).toEqual(none)
})

test('the tabs of a window stay where they are, however much each of them holds', async ({ pageOf, manager }) => {
  const { ID } = await manager.make(uniqueName('tabs'))
  const page = await pageOf('administrator')
  await page.setViewportSize({ width: 1440, height: 900 })
  await page.goto(`/api-keys/${ID}`)
  const tab = page.getByRole('tab', { name: 'Activity' })
  await expect(page.getByLabel('Name', { exact: true })).toBeVisible()
  const before = (await tab.boundingBox())?.y
  await tab.click()
  await expect(page.getByLabel('Name', { exact: true })).toBeHidden()
  expect((await tab.boundingBox())?.y).toBe(before)
})

test('what is pressed in a window stays where it is, however much it shows', async ({ pageOf }) => {
  const page = await pageOf('administrator')
  await page.setViewportSize({ width: 1440, height: 900 })
  const heightOf = async (place: Locator) => (await place.boundingBox())?.y
  await test.step('when a new key is to expire', async () => {
    await page.goto('/api-keys/new')
    const expires = page.getByLabel('Expires on')
    const before = await heightOf(expires)
    await expires.check()
    await expect(page.getByRole('button', { name: 'Presets' })).toBeVisible()
    expect(await heightOf(expires)).toBe(before)
    await page.getByRole('button', { name: 'Cancel' }).click()
    await page.getByRole('button', { name: 'Discard' }).click()
  })
  await test.step('when its secret is read in the lines of JSON', async () => {
    const secret = await issue(page, uniqueName('steady'))
    const text = await read(secret)
    const formats = secret.getByRole('radiogroup')
    const before = await heightOf(formats)
    await secret.getByRole('button', { name: 'Show' }).click()
    await secret.getByRole('radio', { name: 'JSON' }).check()
    await expect(secret.getByRole('code')).toContainText('secretKey')
    expect(await heightOf(formats)).toBe(before)
    await pasteBack(page, secret, text)
    await expect(secret.getByLabel('Paste it back')).toHaveCount(0)
    expect(await heightOf(formats)).toBe(before)
    await closeProven(secret)
  })
})

test('a menu in a window stands whole over its foot', async ({ pageOf }) => {
  const page = await pageOf('administrator')
  await page.setViewportSize({ width: 1440, height: 900 })
  await page.goto('/api-keys/new')
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Expires on').check()
  await dialog.getByRole('button', { name: 'Presets' }).click()
  const menu = await dialog.getByRole('menu').boundingBox()
  const inFoot = await dialog.getByRole('button', { name: 'Cancel' }).boundingBox()
  const heights = new Set<number | undefined>()
  for (const item of await dialog.getByRole('menuitem').all()) heights.add((await item.boundingBox())?.height)
  expect(heights.size).toBe(1)
  const padding = 12
  expect((menu?.y ?? NaN) + (menu?.height ?? NaN)).toBeLessThan((inFoot?.y ?? NaN) - padding)
})

test('no entry of a menu is broken into two lines while there is room', async ({ pageOf }) => {
  const page = await pageOf('administrator')
  await page.setViewportSize({ width: 1440, height: 900 })
  await page.getByRole('main').getByRole('button', { name: 'Actions' }).click()
  const heights = new Set<number | undefined>()
  for (const item of await page.getByRole('menuitem').all()) heights.add((await item.boundingBox())?.height)
  expect(heights.size).toBe(1)
})

test('every state of a key is there to its last letter on a phone, in Japanese', async ({ pageOf, manager }) => {
  const { keyName } = await manager.make(uniqueName('soon'), { expiryDate: Date.now() + 86_400_000 })
  const page = await pageOf('administrator')
  await speak(page, 'ja')
  await page.setViewportSize({ width: 390, height: 800 })
  await page.goto(`/api-keys?q=${encodeURIComponent(keyName)}`)
  const state = page.getByRole('row', { name: keyName }).getByRole('gridcell').last()
  await expect(state).toHaveText('期限間近')
  expect(await state.evaluate(({ scrollWidth, clientWidth }) => scrollWidth <= clientWidth)).toBe(true)
})

test('how many are chosen of a list is told with no comma of another language', async ({ pageOf }) => {
  const page = await pageOf('auditor')
  await speak(page, 'ja')
  await page.goto('/roles')
  await page
    .getByRole('row', { name: /Full Access/ })
    .getByRole('gridcell')
    .first()
    .click()
  await expect(page.getByRole('status').filter({ hasText: '選択中' })).toHaveText(/件 · 1件選択中$/)
})
