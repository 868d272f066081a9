// Makes the pictures of README and docs: the demo, as it looks in both themes, on a screen and on a phone.
import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { Browser, Page } from '@playwright/test'
import { launchBrowser } from './bench/browser.ts'
import { tool } from './verify/tools.ts'

interface Demo {
  readonly console: string
  readonly demo: { readonly administrator: { readonly userName: string; readonly password: string } }
}

const root = dirname(import.meta.dirname)
const pictures = join(root, 'docs', 'screenshots')
const screen = { width: 1280, height: 800 }
const phone = { width: 390, height: 780 }

const shots: Readonly<Record<string, (page: Page) => Promise<void>>> = {
  list: async (page) => {
    await page.getByRole('row').nth(3).getByRole('gridcell').first().click()
  },
  properties: async (page) => {
    await page.getByRole('searchbox').fill('deploy-bot')
    await page.getByRole('row', { name: 'deploy-bot' }).dblclick()
    await page.getByRole('dialog').getByLabel('Name', { exact: true }).waitFor()
  },
  secret: async (page) => {
    await page.getByRole('button', { name: 'New', exact: true }).click()
    const form = page.getByRole('dialog')
    await form.getByLabel('Name', { exact: true }).fill(`release-${Date.now() % 1000}`)
    await form.getByRole('combobox', { name: 'Role' }).click()
    await form.getByRole('option', { name: 'Auditor' }).click()
    await form.getByRole('button', { name: 'OK' }).click()
    await page.getByRole('button', { name: 'Download' }).waitFor()
  },
  'lock-out': async (page) => {
    await page.getByRole('row', { name: 'billing-ci' }).click({ button: 'right' })
    await page.getByRole('menuitem', { name: /^Lock out/ }).click()
    await page.getByRole('dialog').waitFor()
  },
}

async function picture(browser: Browser, { console, demo }: Demo, name: string, colorScheme: 'light' | 'dark') {
  const isPhone = name === 'phone'
  const context = await browser.newContext({
    baseURL: console,
    viewport: isPhone ? phone : screen,
    hasTouch: isPhone,
    colorScheme,
    locale: 'en-US',
    timezoneId: 'Europe/Berlin',
    reducedMotion: 'reduce',
  })
  const page = await context.newPage()
  await page.goto('/sign-in')
  await page.getByLabel('User name').fill(demo.administrator.userName)
  await page.getByLabel('Password', { exact: true }).fill(demo.administrator.password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await page.getByRole('gridcell').first().waitFor()
  await shots[name]?.(page)
  await page.screenshot({ path: join(pictures, `${name}-${colorScheme}.png`) })
  await page.evaluate(() => fetch('/bff/session', { method: 'DELETE', headers: { 'x-csrf': '1' } }))
  await context.close()
}

const built = await tool(root, 'scripts/build.ts', [])
if (built.code !== 0) throw new Error(built.lines.join('\n'))
const folder = mkdtempSync(join(tmpdir(), 'latchkey-screenshots-'))
const readyFile = join(folder, 'ready.json')
const given = ['start', '--demo', '--data', join(folder, 'data'), '--ready-file', readyFile, '--port', '0']
const server = spawn(process.execPath, ['apps/cli/dist/latchkey.js', ...given, '--manager-port', '0'], { cwd: root })
const gone = new Promise((resolve) => server.once('exit', resolve))
const browser = await launchBrowser()
try {
  while (!existsSync(readyFile)) {
    if (server.exitCode !== null) throw new Error(`latchkey start ended with ${server.exitCode}`)
    await wait(50)
  }
  const demo: Demo = JSON.parse(readFileSync(readyFile, 'utf8'))
  mkdirSync(pictures, { recursive: true })
  for (const name of [...Object.keys(shots), 'phone'])
    for (const colorScheme of ['light', 'dark'] as const) await picture(browser, demo, name, colorScheme)
} finally {
  await browser.close()
  server.kill('SIGTERM')
  await gone
  rmSync(folder, { recursive: true, force: true })
}
