import { readFileSync } from 'node:fs'
import AxeBuilder from '@axe-core/playwright'
import { test as base, expect, type BrowserContext, type Page } from '@playwright/test'
import { KeysAtManager } from './keys-at-the-manager.ts'

export { expect } from '@playwright/test'

export type Who = 'administrator' | 'limited' | 'auditor'

interface SignIn {
  readonly userName: string
  readonly password: string
}

interface Fixtures {
  /** Fails the test when the page broke its own policy or complained on the console. */
  readonly complaints: string[]
  /** A page of someone who is signed in already. */
  readonly pageOf: (who: Who) => Promise<Page>
  /** Signed in anew in the test's own page, and out again: for tests that end their session. */
  readonly signInAs: (who: Who) => Promise<Page>
}

interface WorkerFixtures {
  /** Each worker signs in once a person: one has five sessions at most. */
  readonly contextOf: (who: Who) => Promise<BrowserContext>
  /** Keys of the worker's own, at the manager and past the console. */
  readonly manager: KeysAtManager
}

interface Ready {
  readonly manager: string
  readonly demo: Record<Who, SignIn>
}

const ready = (): Ready => JSON.parse(readFileSync(process.env['E2E_READY_FILE'] ?? '', 'utf8'))
export const managerAddress = (): string => ready().manager
export const signInOf = (who: Who): SignIn => ready().demo[who]

export const test = base.extend<Fixtures, WorkerFixtures>({
  contextOf: [
    async ({ browser }, use, { project }) => {
      const { baseURL = '' } = project.use
      const contexts = new Map<Who, BrowserContext>()
      await use(async (who) => {
        const known = contexts.get(who)
        if (known) return known
        const context = await browser.newContext({
          baseURL,
          reducedMotion: 'reduce',
          permissions: ['clipboard-read', 'clipboard-write'],
        })
        contexts.set(who, context)
        const page = await context.newPage()
        await signIn(page, who)
        await page.close()
        return context
      })
      for (const context of contexts.values()) await signOut(context)
    },
    { scope: 'worker' },
  ],
  manager: [
    // oxlint-disable-next-line no-empty-pattern -- a fixture's first parameter has to be destructured
    async ({}, use) => {
      const manager = await KeysAtManager.signIn(ready().manager, signInOf('administrator'))
      await use(manager)
      await manager.end()
    },
    { scope: 'worker' },
  ],
  complaints: [
    async ({ page }, use) => {
      const complaints: string[] = []
      watch(page, complaints)
      await use(complaints)
      expect(complaints).toEqual([])
    },
    { auto: true },
  ],
  pageOf: async ({ contextOf, complaints }, use) => {
    const pages: Page[] = []
    await use(async (who) => {
      const page = await (await contextOf(who)).newPage()
      watch(page, complaints)
      pages.push(page)
      await page.goto('/api-keys')
      // Tests beside this one sign in as the same person, and a sixth session ends the oldest.
      const signInAgain = page.getByRole('heading', { name: 'Sign in to the manager' })
      await expect(page.getByRole('banner').or(signInAgain)).toBeVisible()
      if (await signInAgain.isVisible()) await fillSignIn(page, signInOf(who))
      await expect(page.getByRole('banner')).toContainText(signInOf(who).userName)
      return page
    })
    for (const page of pages) {
      await page.evaluate(() => {
        localStorage.clear()
        indexedDB.deleteDatabase('latchkey')
      })
      await page.close({ runBeforeUnload: false })
    }
  },
  signInAs: async ({ page, context }, use) => {
    await use(async (who) => {
      await signIn(page, who)
      return page
    })
    await signOut(context)
  },
})

function watch(page: Page, complaints: string[]): void {
  page.on('console', (message) => {
    // A refused call is part of some tests; Chromium says so by itself.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
      complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(String(error)))
  page.on('request', (request) => {
    if (request.url().endsWith('/csp-report')) complaints.push(`policy report: ${request.postData()}`)
  })
}

async function signIn(page: Page, who: Who): Promise<void> {
  await page.goto('/')
  await fillSignIn(page, signInOf(who))
  await expect(page.getByRole('banner')).toContainText(signInOf(who).userName)
}

/** For calls that a test makes past the page: a connection that nobody used for five seconds may be closed just as it is used again. */
export const asPage = { headers: { 'x-csrf': '1', 'sec-fetch-site': 'same-origin' }, maxRetries: 2 } as const

export async function signOut(context: BrowserContext): Promise<void> {
  await context.request.delete('/bff/session', asPage)
}

export async function fillSignIn(page: Page, { userName, password }: SignIn): Promise<void> {
  await page.getByLabel('User name').fill(userName)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
}

/** What axe finds in the light and in the dark. */
export async function axeInBothThemes(page: Page): Promise<string[]> {
  const findings: string[] = []
  for (const colorScheme of ['light', 'dark'] as const) {
    // A colour on its way from one theme to the other is neither.
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    findings.push(...(await axeFindings(page)))
  }
  return findings
}

/** What axe finds, by rule and element. */
export async function axeFindings(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)
}
