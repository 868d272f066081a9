import type { Page } from '@playwright/test'
import { startOwn, type OwnConsole } from './console-of-its-own.ts'
import { asPage, expect, fillSignIn, managerAddress, signInOf, signOut, test as base, type Who } from './fixtures.ts'
import { uniqueName } from './keys-at-the-manager.ts'
import { closeProven, issue, pasteBack, read } from './secret-page.ts'

/** Pages of a console of its own, whose news are those of one test alone. */
const test = base.extend<{ readonly openAs: (who: Who) => Promise<Page> }>({
  openAs: async ({ browser }, use) => {
    const own: OwnConsole<{ readonly console: string }> = await startOwn('--manager-url', managerAddress())
    const pages: Page[] = []
    await use(async (who) => {
      const context = await browser.newContext({
        baseURL: own.ready.console,
        permissions: ['clipboard-read', 'clipboard-write'],
      })
      const page = await context.newPage()
      pages.push(page)
      await page.goto('/api-keys')
      await fillSignIn(page, signInOf(who))
      await expect(page.getByRole('grid')).toBeVisible()
      return page
    })
    for (const page of pages) await signOut(page.context())
    for (const page of pages) await page.context().close()
    await own.stop()
  },
})

test('what is changed in another browser is told, and applied when one says so', async ({ openAs, manager }) => {
  const key = await manager.make(uniqueName('live'))
  const watching = await openAs('auditor')
  await watching.getByRole('searchbox').fill(key.keyName)
  await expect(watching.getByRole('row', { name: key.keyName })).toContainText('Active')
  const page = await openAs('administrator')
  await page.goto(`/api-keys/${key.ID}/lock-out`)
  await page.getByRole('button', { name: `Lock out key ${key.keyName}` }).click()
  await watching.getByRole('button', { name: '1 change' }).click()
  await expect(watching.getByRole('row', { name: key.keyName })).toContainText('Locked out')
})

test('one’s own new key is no news to oneself, and what others did meanwhile is', async ({ openAs, manager }) => {
  const other = await manager.make(uniqueName('news'))
  const page = await openAs('administrator')
  await page.getByRole('searchbox').fill(other.keyName)
  await expect(page.getByRole('row', { name: other.keyName })).toBeVisible()
  const secret = await issue(page, uniqueName('own'))
  const data = { description: 'By somebody else' }
  // Both have been told of by then: first the own one, then the other.
  const isTold = page.waitForResponse((response) => response.url().endsWith(`/bff/apikeys/${other.ID}`))
  expect((await page.request.post(`/bff/apikeys/${other.ID}`, { ...asPage, data })).status()).toBe(200)
  await isTold
  const news = page.getByText(/^\d+ changes?$/)
  await expect(news).toHaveText('1 change')
  await pasteBack(page, secret, await read(secret))
  await closeProven(secret)
  await expect(news).toHaveText('1 change')
  await news.click()
  await expect(page.getByRole('row', { name: other.keyName })).toContainText('By somebody else')
})
