import { readFileSync } from 'node:fs'
import { test as base, expect, type Page } from '@playwright/test'

export { expect } from '@playwright/test'

export type Who = 'administrator' | 'limited' | 'auditor'

interface Fixtures {
  /** Fails the test when the page broke its own policy or complained on the console. */
  readonly complaints: string[]
  readonly signInAs: (who: Who) => Promise<Page>
}

export function signInOf(who: Who): { userName: string; password: string } {
  const ready: { demo: Record<Who, { userName: string; password: string }> } = JSON.parse(
    readFileSync(process.env['E2E_READY_FILE'] ?? '', 'utf8'),
  )
  return ready.demo[who]
}

export const test = base.extend<Fixtures>({
  complaints: [
    async ({ page }, use) => {
      const complaints: string[] = []
      page.on('console', (message) => {
        // A refused call is part of some tests; Chromium says so by itself.
        if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
          complaints.push(message.text())
      })
      page.on('pageerror', (error) => complaints.push(String(error)))
      page.on('request', (request) => {
        if (request.url().endsWith('/csp-report')) complaints.push(`policy report: ${request.postData()}`)
      })
      await use(complaints)
      expect(complaints).toEqual([])
    },
    { auto: true },
  ],
  signInAs: async ({ page }, use) => {
    await use(async (who) => {
      await page.goto('/')
      await fillSignIn(page, signInOf(who))
      await expect(page.getByRole('heading', { name: 'API Keys' })).toBeVisible()
      return page
    })
    // One person has five sessions at most: leave none behind.
    const signOut = page.getByRole('button', { name: /^(Sign out|サインアウト)$/ })
    if (await signOut.isVisible()) {
      await signOut.click()
      await expect(page).toHaveURL(/\/sign-in/)
    }
  },
})

export async function fillSignIn(
  page: Page,
  { userName, password }: { userName: string; password: string },
): Promise<void> {
  await page.getByLabel('User name').fill(userName)
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
}
