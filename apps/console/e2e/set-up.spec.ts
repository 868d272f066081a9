import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import AxeBuilder from '@axe-core/playwright'
import { expect, fillSignIn, test } from './fixtures.ts'

const linkPattern = /http:\/\/localhost:\d+\/set-up#[\w-]{22}/
let folder: string
let server: ChildProcess
let link: string

test.beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'latchkey-set-up-'))
  const given = ['start', '--data', folder, '--port', '0', '--manager-port', '0']
  server = spawn(process.execPath, ['apps/cli/dist/latchkey.js', ...given])
  link = await new Promise((resolve, reject) => {
    let output = ''
    server.stdout?.on('data', (chunk) => {
      output += String(chunk)
      const [found] = linkPattern.exec(output) ?? []
      if (found !== undefined) resolve(found)
    })
    server.once('exit', () => reject(new Error(`no set-up link in: ${output}`)))
  })
})
test.afterAll(async () => {
  const gone = new Promise((resolve) => server.once('exit', resolve))
  server.kill('SIGTERM')
  await gone
  rmSync(folder, { recursive: true, force: true })
})

test('the set-up link makes the first administrator, once', async ({ page }) => {
  await test.step('before, signing in says what is missing', async () => {
    await page.goto(new URL('/sign-in', link).href)
    await fillSignIn(page, { userName: 'nobody', password: 'does not matter' })
    await expect(page.getByRole('alert')).toContainText('Open the set-up link')
  })
  await test.step('without its token the page says where the link is', async () => {
    await page.goto(new URL('/set-up', link).href)
    await expect(page.getByText('This page needs the set-up link')).toBeVisible()
  })
  await test.step('the token leaves the address at once', async () => {
    await page.goto(link)
    await expect(page.getByRole('heading', { name: 'Make the first administrator' })).toBeVisible()
    await expect(page).toHaveURL(new URL('/set-up', link).href)
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([])
  })
  await test.step('two different passwords are not sent', async () => {
    await page.getByLabel('User name').fill('first')
    await page.getByLabel('Password', { exact: true }).fill('a long pass phrase')
    await page.getByLabel('Password again').fill('another pass phrase')
    await page.getByRole('button', { name: 'Make administrator' }).click()
    await expect(page.getByRole('alert')).toHaveText('The two passwords differ.')
  })
  await test.step('it signs in whom it made', async () => {
    await page.getByLabel('Password again').fill('a long pass phrase')
    await page.getByRole('button', { name: 'Make administrator' }).click()
    await expect(page.getByRole('heading', { name: 'API Keys', exact: true })).toBeVisible()
    await expect(page.getByText('There are no API keys yet')).toBeVisible()
    await page.getByRole('button', { name: /^first/ }).click()
    await page.getByRole('menuitem', { name: 'Sign out' }).click()
  })
  await test.step('and never again', async () => {
    await page.goto(link)
    await page.getByLabel('User name').fill('second')
    await page.getByLabel('Password', { exact: true }).fill('a long pass phrase')
    await page.getByLabel('Password again').fill('a long pass phrase')
    await page.getByRole('button', { name: 'Make administrator' }).click()
    await expect(page.getByRole('alert')).toContainText('was used or has expired')
    await page.goto(new URL('/sign-in', link).href)
    await fillSignIn(page, { userName: 'first', password: 'a long pass phrase' })
    await expect(page.getByRole('heading', { name: 'API Keys', exact: true })).toBeVisible()
  })
})
