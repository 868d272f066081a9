import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import type { Locator, Page } from '@playwright/test'
import { expect, test as base } from './fixtures.ts'
import { roleIDs, uniqueName } from './keys-at-the-manager.ts'
import { password } from './people.ts'

const program = resolve('apps/cli/dist/latchkey.js')

interface Shell {
  readonly folder: string
  readonly run: (code: string) => Promise<string>
}

/** A shell in a folder of its own, with what the page says is needed. */
const test = base.extend<{ readonly shell: Shell }>({
  shell: async ({ manager }, use) => {
    const folder = mkdtempSync(join(tmpdir(), 'latchkey-code-'))
    writeFileSync(join(folder, 'latchkey'), `#!/bin/sh\nexec '${process.execPath}' '${program}' "$@"\n`, {
      mode: 0o700,
    })
    writeFileSync(join(folder, 'key'), await manager.issue(uniqueName('code'), 'Full Access'), { mode: 0o600 })
    const { manager: LATCHKEY_MANAGER_URL } = JSON.parse(readFileSync(process.env['E2E_READY_FILE'] ?? '', 'utf8'))
    const env = {
      PATH: `${folder}:${process.env['PATH']}`,
      LATCHKEY_MANAGER_URL,
      LATCHKEY_API_KEY_FILE: join(folder, 'key'),
    }
    await use({
      folder,
      run: async (code) => (await promisify(execFile)('sh', ['-euc', code], { cwd: folder, env })).stdout,
    })
    rmSync(folder, { recursive: true })
  },
})

async function codeIn(place: Page | Locator): Promise<string> {
  await place.getByText('Equivalent code').click()
  await place.getByRole('tab', { name: 'latchkey' }).click()
  const code = place.getByLabel('latchkey code')
  await expect(code).toHaveValue(/latchkey/)
  return await code.inputValue()
}

test('a key is made, changed, given a new secret and deleted by the command that its window shows', async ({
  pageOf,
  manager,
  shell,
}) => {
  const page = await pageOf('administrator')
  const keyName = uniqueName(`it's "$HOME" \`x\``)
  await page.getByRole('button', { name: 'New', exact: true }).click()
  const form = page.getByRole('dialog', { name: 'New API key' })
  await form.getByLabel('Name', { exact: true }).fill(keyName)
  await form.getByLabel('Description').fill('two\nlines')
  await form.getByRole('combobox', { name: 'Role' }).click()
  await form.getByRole('option', { name: 'Auditor' }).click()
  await shell.run(await codeIn(form))
  const [key] = await manager.named(keyName)
  expect(key).toMatchObject({ keyName, description: 'two\nlines', roleID: roleIDs.auditor, active: true })
  const secret = () => readFileSync(join(shell.folder, 'api-key.secret'), 'utf8').trim()
  const first = secret()
  expect(await manager.statusWith(first)).toBe(200)

  await test.step('changed', async () => {
    await page.goto(`/api-keys/${key?.ID}`)
    const properties = page.getByRole('dialog')
    // Who made it is read later, and what is below may move by a line.
    await expect(properties.getByText('Outside the console').first()).toBeVisible()
    await properties.getByLabel('Description').fill("it's changed")
    await shell.run(await codeIn(properties))
    expect((await manager.read(key?.ID ?? 0)).description).toBe("it's changed")
  })
  await test.step('a new secret', async () => {
    await page.goto(`/api-keys?q=${encodeURIComponent(keyName)}`)
    await choose(page, keyName, /^New secret key/)
    const code = await codeIn(page.getByRole('dialog'))
    // It writes over nothing.
    await expect(shell.run(code)).rejects.toThrow('is there already')
    rmSync(join(shell.folder, 'api-key.secret'))
    await shell.run(code)
    expect([await manager.statusWith(first), await manager.statusWith(secret())]).toEqual([401, 200])
    await page.getByRole('button', { name: 'Cancel' }).click()
  })
  await test.step('deleted', async () => {
    await choose(page, keyName, /^Delete/)
    await shell.run(await codeIn(page.getByRole('dialog')))
    expect(await manager.named(keyName)).toEqual([])
  })
})

async function choose(page: Page, name: string, action: RegExp): Promise<void> {
  const row = page.getByRole('row', { name })
  await expect(row).toBeVisible()
  await row.click({ button: 'right' })
  await page.getByRole('menuitem', { name: action }).click()
}

test('several keys are locked out by one loop', async ({ pageOf, manager, shell }) => {
  const prefix = uniqueName('loop')
  const keys = [await manager.make(`${prefix} a`), await manager.make(`${prefix} b`)]
  const page = await pageOf('administrator')
  await page.goto(`/api-keys?q=${encodeURIComponent(prefix)}`)
  await expect(page.getByRole('row', { name: `${prefix} b` })).toBeVisible()
  await page.getByRole('row', { name: `${prefix} a` }).click()
  await page.keyboard.press('ControlOrMeta+a')
  await choose(page, `${prefix} a`, /^Lock out/)
  const code = await codeIn(page.getByRole('dialog'))
  expect(code).toContain('for ID in')
  await shell.run(code)
  for (const { ID } of keys) expect((await manager.read(ID)).active).toBe(false)
})

test('a role made by the command is the role that the editor makes', async ({ pageOf, shell }) => {
  const page = await pageOf('administrator')
  const name = uniqueName('By code')
  await page.goto('/roles/new')
  await page.getByLabel('Name', { exact: true }).fill(name)
  await page.getByLabel('Start from').selectOption('Key reviewer: sees API keys and roles')
  const roleIn = async (given: string) => {
    const { roles } = JSON.parse(given)
    return { ...roles[0], ID: undefined, urn: undefined, name: undefined }
  }
  await shell.run(await codeIn(page))
  const byCode = await roleIn(await shell.run(`latchkey roles search 'name=${name}'`))
  await page.getByLabel('Name', { exact: true }).fill(`${name} 2`)
  await page.getByRole('button', { name: 'Create role' }).click()
  await expect(page.getByRole('row', { name: new RegExp(`${name} 2`) })).toBeVisible()
  expect(byCode).toEqual(await roleIn(await shell.run(`latchkey roles search 'name=${name} 2'`)))
})

test('a user is made with a password from a file, and one’s own data has no command', async ({ pageOf, shell }) => {
  const page = await pageOf('administrator')
  const name = uniqueName('coded')
  writeFileSync(join(shell.folder, 'password.txt'), `${password}\n`, { mode: 0o600 })
  await page.goto('/users/new')
  await page.getByLabel('User name').fill(name)
  await page.getByLabel('Role', { exact: true }).selectOption('Auditor')
  await shell.run(await codeIn(page))
  await page.goto(`/users?q=${encodeURIComponent(name)}`)
  await expect(page.getByRole('row', { name: new RegExp(name) })).toContainText('Auditor')
  await page.goto('/profile')
  await page.getByLabel('Full name').fill('Someone else')
  await expect(page.getByText('Equivalent code')).toHaveCount(2)
  await page.getByText('Equivalent code').first().click()
  await expect(page.getByText('No key may do this, so latchkey cannot').first()).toBeVisible()
  await expect(page.getByRole('tab', { name: 'latchkey' })).toHaveCount(0)
})

test('a tenant is made, with what is too deep for flags on standard input, and deleted', async ({ pageOf, shell }) => {
  const page = await pageOf('administrator')
  const name = uniqueName('coded')
  await page.goto('/tenants?open=new')
  await page.getByLabel('Name', { exact: true }).fill(name)
  await page.getByLabel('User name').fill('head')
  await page.getByLabel('E-mail').fill('head@example.com')
  const code = await codeIn(page.getByRole('dialog'))
  expect(code).toContain(`<<'JSON'`)
  await shell.run(code.replace('PASSWORD', password))
  await page.goto('/tenants')
  const row = page.getByRole('row', { name: new RegExp(name) })
  await expect(row).toContainText('Active')
  await row.click()
  await page.getByRole('button', { name: 'Actions' }).click()
  await page.getByRole('menuitem', { name: 'Delete…' }).click()
  await shell.run(await codeIn(page.getByRole('dialog')))
  await page.goto('/tenants')
  await expect(page.getByRole('grid')).toBeVisible()
  await expect(row).toHaveCount(0)
})
