import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BrowserContext, Page } from '@playwright/test'
import { expect, fillSignIn, signInOf, signOut, test as base } from './fixtures.ts'
import { uniqueName } from './keys-at-the-manager.ts'

interface OwnBrowser {
  readonly context: BrowserContext
  readonly page: Page
  readonly profile: string
}

/** A browser with a profile on the disk, and with the cache of whole pages that the other tests run without. */
const test = base.extend<{ readonly own: OwnBrowser }>({
  own: async ({ playwright, baseURL, launchOptions }, use) => {
    const profile = mkdtempSync(join(tmpdir(), 'latchkey-profile-'))
    const context = await playwright.chromium.launchPersistentContext(profile, {
      ...launchOptions,
      ignoreDefaultArgs: ['--disable-back-forward-cache'],
      ...(baseURL !== undefined && { baseURL }),
      reducedMotion: 'reduce',
      permissions: ['clipboard-read', 'clipboard-write'],
    })
    const [page] = context.pages()
    if (page === undefined) throw new Error('no page')
    await page.goto('/sign-in')
    await fillSignIn(page, signInOf('administrator'))
    await expect(page.getByRole('grid')).toBeVisible()
    await use({ context, page, profile })
    // Unless it is signed out and closed already, for its profile to be read.
    if (context.pages().length > 0) await signOut(context)
    await context.close()
    rmSync(profile, { recursive: true, force: true })
  },
})

async function newSecret(page: Page, keyName: string) {
  await page.getByRole('button', { name: 'New', exact: true }).click()
  const form = page.getByRole('dialog', { name: 'New API key' })
  await form.getByLabel('Name', { exact: true }).fill(keyName)
  await form.getByRole('combobox', { name: 'Role' }).click()
  await form.getByRole('option', { name: 'Auditor' }).click()
  await form.getByRole('button', { name: 'OK' }).click()
  const secret = page.getByRole('dialog', { name: `Secret of ${keyName}` })
  await secret.getByRole('button', { name: 'Show' }).click()
  await expect(secret.getByRole('button', { name: 'Hide' })).toBeVisible()
  // Read from a file: what a test asks the page for would itself be in its memory.
  const download = page.waitForEvent('download')
  await secret.getByRole('button', { name: 'Download' }).click()
  const secretKey = await readFile(await (await download).path(), 'utf8')
  return { secret, secretKey }
}

async function heapOf(page: Page): Promise<string> {
  const tools = await page.context().newCDPSession(page)
  const chunks: string[] = []
  tools.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => chunks.push(chunk))
  await tools.send('HeapProfiler.enable')
  await tools.send('HeapProfiler.collectGarbage')
  await tools.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false })
  await tools.detach()
  return chunks.join('')
}

/** All that a page can be asked for: what it shows and holds, and what the browser keeps for it. */
const keptOf = (page: Page): Promise<string> =>
  page.evaluate(async () => {
    const databases = await Promise.all(
      (await indexedDB.databases()).map(async ({ name = '' }) => {
        const database = await new Promise<IDBDatabase>((resolve, reject) => {
          const request = indexedDB.open(name)
          request.addEventListener('success', () => resolve(request.result))
          request.addEventListener('error', () => reject(new Error(name)))
        })
        const stores = [...database.objectStoreNames].map(
          (store) =>
            new Promise((resolve) => {
              const request = database.transaction(store).objectStore(store).getAll()
              request.addEventListener('success', () => resolve(request.result))
            }),
        )
        const values = await Promise.all(stores)
        database.close()
        return values
      }),
    )
    const fields = [...document.querySelectorAll('input, textarea, select')].map(
      (field) => 'value' in field && field.value,
    )
    return JSON.stringify({
      html: document.documentElement.outerHTML,
      fields,
      databases,
      local: Object.entries(localStorage),
      tab: Object.entries(sessionStorage),
      history: history.state,
      window: window.name,
      cookies: document.cookie,
      address: location.href,
      asked: performance.getEntries(),
      caches: await caches.keys(),
    })
  })

test('a secret in good hands is nowhere in the browser any more', async ({ own: { context, page, profile } }) => {
  test.setTimeout(120_000)
  const keyName = uniqueName('traces')
  const { secret, secretKey } = await newSecret(page, keyName)
  expect(secretKey).toMatch(/^\d+:[\w+/]{43}=$/)
  await secret.getByRole('button', { name: 'Copy' }).click()
  await secret.getByLabel('Paste it back').focus()
  await page.keyboard.press('ControlOrMeta+V')
  await expect(secret.getByText('Confirmed: what you pasted is the secret.')).toBeVisible()
  await secret.getByRole('button', { name: 'Close', exact: true }).click()
  await expect(page.getByRole('row', { name: keyName })).toBeVisible()

  const found = async () => ({
    memory: (await heapOf(page)).includes(secretKey),
    kept: (await keptOf(page)).includes(secretKey),
  })
  await test.step('the search finds what is there', async () => {
    const canary = `canary-${keyName}`
    await page.evaluate((text) => sessionStorage.setItem('canary', text), canary)
    await page.evaluate((text) => Object.assign(window, { canary: { text } }), canary)
    expect((await heapOf(page)).includes(canary)).toBe(true)
    expect((await keptOf(page)).includes(canary)).toBe(true)
  })
  await test.step('closed', async () => expect(await found()).toEqual({ memory: false, kept: false }))
  await test.step('Back', async () => {
    await page.goBack({ waitUntil: 'commit' })
    await expect(page.getByRole('main')).toBeVisible()
    expect(await found()).toEqual({ memory: false, kept: false })
  })
  await test.step('away to another document, and back from the cache of pages', async () => {
    await page.goto('/roles')
    await page.goto('about:blank')
    await page.goBack({ waitUntil: 'commit' })
    await expect(page.getByRole('grid', { name: 'Roles' })).toBeVisible()
    await page.goBack({ waitUntil: 'commit' })
    await expect(page.getByRole('main')).toBeVisible()
    expect(await found()).toEqual({ memory: false, kept: false })
  })
  await test.step('the profile on the disk', async () => {
    await page.evaluate(() => navigator.clipboard.writeText('over'))
    await signOut(context)
    await context.close()
    const files = readdirSync(profile, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
    expect(files.length).toBeGreaterThan(10)
    const holding = files.filter((entry) => {
      const bytes = readFileSync(join(entry.parentPath, entry.name))
      return bytes.includes(secretKey) || bytes.includes(Buffer.from(secretKey, 'utf16le'))
    })
    expect(holding.map(({ name }) => name)).toEqual([])
  })
})

test('whoever leaves while it is shown and comes Back sees it hidden', async ({ own: { page } }) => {
  const keyName = uniqueName('shown and left')
  const { secret, secretKey } = await newSecret(page, keyName)
  page.once('dialog', (dialog) => void dialog.accept())
  await page.goto('about:blank')
  await page.goBack({ waitUntil: 'commit' })
  await expect(secret.getByText('The secret is hidden')).toBeAttached()
  expect(await page.content()).not.toContain(secretKey)
  await secret.getByRole('button', { name: 'Show' }).click()
  await expect(secret.getByText(secretKey)).toBeVisible()
  await page.keyboard.press('Escape')
  await secret.getByRole('button', { name: `Close and lock out ${keyName}` }).click()
  await expect(secret).toHaveCount(0)
})
