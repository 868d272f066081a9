import type { Page } from '@playwright/test'
import { FaultProxy } from './fault-proxy.ts'
import { expect, fillSignIn, signInOf, test as base } from './fixtures.ts'

/** A page of an administrator whose connection passes the proxy. */
export const test = base.extend<{ readonly through: { readonly page: Page; readonly proxy: FaultProxy } }>({
  through: async ({ browser, baseURL }, use) => {
    const proxy = await FaultProxy.start()
    const context = await browser.newContext({
      baseURL: baseURL ?? '',
      reducedMotion: 'reduce',
      permissions: ['clipboard-write'],
      proxy: { server: proxy.address, bypass: '<-loopback>' },
    })
    const page = await context.newPage()
    await page.goto('/sign-in')
    await fillSignIn(page, signInOf('administrator'))
    await expect(page.getByRole('grid')).toBeVisible()
    await use({ page, proxy })
    await page.evaluate(() => fetch('/bff/session', { method: 'DELETE', headers: { 'x-csrf': '1' } }))
    await context.close()
    await proxy.stop()
  },
})
