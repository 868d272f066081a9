import type { Page } from '@playwright/test'
import { startOwn, type OwnConsole } from './console-of-its-own.ts'
import { FaultProxy } from './fault-proxy.ts'
import { expect, fillSignIn, managerAddress, signInOf, test as base, type Who } from './fixtures.ts'
import { uniqueName } from './keys-at-the-manager.ts'

interface Console {
  readonly proxy: FaultProxy
  readonly openAs: (who: Who) => Promise<Page>
}

/** A console that reaches its manager through the proxy. */
const test = base.extend<{ readonly beyond: Console }>({
  beyond: async ({ browser }, use) => {
    const proxy = await FaultProxy.start(managerAddress())
    const own: OwnConsole<{ readonly console: string }> = await startOwn('--manager-url', proxy.address)
    const pages: Page[] = []
    const openAs = async (who: Who) => {
      const page = await (await browser.newContext({ baseURL: own.ready.console })).newPage()
      pages.push(page)
      await page.goto('/sign-in')
      await fillSignIn(page, signInOf(who))
      await expect(page.getByRole('grid')).toBeVisible()
      return page
    }
    await use({ proxy, openAs })
    for (const page of pages) {
      await page.evaluate(() => fetch('/bff/session', { method: 'DELETE', headers: { 'x-csrf': '1' } }))
      await page.context().close()
    }
    await own.stop()
    await proxy.stop()
  },
})

test('a lock-out that the manager has not confirmed is red for everyone, until the server has its word', async ({
  beyond: { proxy, openAs },
  manager,
}) => {
  const key = await manager.make(uniqueName('unconfirmed'))
  const page = await openAs('administrator')
  const auditor = await openAs('auditor')
  await page.goto(`/api-keys/${key.ID}/lock-out`)
  proxy.lose(`/api/apikeys/${key.ID}`, 'before', Infinity)
  await page.getByRole('button', { name: `Lock out key ${key.keyName}` }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click()
  const banner = (of: Page) => of.getByRole('alert').filter({ hasText: `Not confirmed locked out: ${key.keyName}` })
  await expect(banner(page)).toBeVisible()
  // Told by the server: here nothing was asked for.
  await expect(banner(auditor)).toBeVisible()
  await auditor.reload()
  await expect(banner(auditor)).toBeVisible()
  expect((await manager.read(key.ID)).active).toBe(true)
  await page.getByRole('searchbox').fill(key.keyName)
  proxy.lose('', 'before', 0)
  for (const of of [page, auditor]) await expect(banner(of)).toHaveCount(0, { timeout: 60_000 })
  await expect(page.getByRole('row', { name: key.keyName })).toContainText('Locked out')
  expect((await manager.read(key.ID)).active).toBe(false)
})
