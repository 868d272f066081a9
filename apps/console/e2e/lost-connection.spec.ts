import type { Page } from '@playwright/test'
import { expect } from './fixtures.ts'
import { uniqueName } from './keys-at-the-manager.ts'
import { test } from './through-a-proxy.ts'

async function askFor(page: Page, keyName: string): Promise<void> {
  await page.getByRole('button', { name: 'New', exact: true }).click()
  const form = page.getByRole('dialog', { name: 'New API key' })
  await form.getByLabel('Name', { exact: true }).fill(keyName)
  await form.getByRole('combobox', { name: 'Role' }).click()
  await form.getByRole('option', { name: 'Auditor' }).click()
  await form.getByRole('button', { name: 'OK' }).click()
}

async function secretShown(page: Page, keyName: string): Promise<string> {
  const secret = page.getByRole('dialog', { name: `Secret of ${keyName}` })
  await secret.getByRole('button', { name: 'Show' }).click({ timeout: 10_000 })
  await expect(secret.getByRole('code')).not.toBeEmpty()
  return secret.getByRole('code').innerText()
}

for (const how of ['after', 'half'] as const)
  test(`an answer lost ${how} it was made is found out: one key, and its secret arrives`, async ({
    through,
    manager,
  }) => {
    const { page, proxy } = through
    const keyName = uniqueName(`lost ${how}`)
    proxy.lose('/bff/issuances', how, 3)
    await askFor(page, keyName)
    expect(await manager.statusWith(await secretShown(page, keyName))).toBe(200)
    expect(await manager.named(keyName)).toHaveLength(1)
  })

test('a request that never arrived created nothing, and only then may be sent again', async ({ through, manager }) => {
  const { page, proxy } = through
  const keyName = uniqueName('never arrived')
  proxy.lose('/bff/issuances', 'before', 3)
  await askFor(page, keyName)
  const dialog = page.getByRole('dialog', { name: 'Nothing was created' })
  await expect(dialog.getByRole('alert')).toContainText('Failed: nothing was created', { timeout: 10_000 })
  expect(await manager.named(keyName)).toEqual([])
  proxy.lose('/bff/issuances', 'before', 0)
  await dialog.getByRole('button', { name: 'Try again' }).click()
  expect(await manager.statusWith(await secretShown(page, keyName))).toBe(200)
  expect(await manager.named(keyName)).toHaveLength(1)
})

test('a change whose answer is lost is said to be unknown, never to have failed', async ({ through, manager }) => {
  const { page, proxy } = through
  const key = await manager.make(uniqueName('unknown'))
  await page.goto(`/api-keys/${key.ID}`)
  const dialog = page.getByRole('dialog', { name: `Properties of ${key.keyName}` })
  await dialog.getByLabel('Description').fill('Perhaps')
  proxy.lose(`/bff/apikeys/${key.ID}`, 'after', 5)
  await dialog.getByRole('button', { name: 'OK' }).click()
  await expect(dialog.getByRole('alert')).toContainText('Unknown: it may have been changed.')
  expect((await manager.read(key.ID)).description).toBe('Perhaps')
})

test('a change that takes long is said to be under way, and is made once', async ({ through, manager }) => {
  const { page, proxy } = through
  const key = await manager.make(uniqueName('slow'))
  await page.goto(`/api-keys/${key.ID}`)
  const dialog = page.getByRole('dialog', { name: `Properties of ${key.keyName}` })
  await dialog.getByLabel('Description').fill('In its own time')
  proxy.lose(`/bff/apikeys/${key.ID}`, 'held', 1)
  await dialog.getByRole('button', { name: 'OK' }).click()
  await expect(dialog.getByRole('status')).toHaveText('Still waiting for the manager…')
  await page.keyboard.press('Escape')
  await dialog.getByRole('button', { name: 'OK' }).press('Enter')
  proxy.release()
  await expect(dialog).toHaveCount(0)
  expect((await manager.read(key.ID)).description).toBe('In its own time')
  const changes = proxy.passed.filter(({ method, path }) => method === 'POST' && path === `/bff/apikeys/${key.ID}`)
  expect(changes).toHaveLength(1)
})

test('a note that is saved is said to be, whatever became of its key', async ({ through, manager }) => {
  const { page, proxy } = through
  const key = await manager.make(uniqueName('noted'))
  await page.goto(`/api-keys/${key.ID}`)
  const dialog = page.getByRole('dialog', { name: `Properties of ${key.keyName}` })
  await dialog.getByLabel('Description').fill('Perhaps')
  await dialog.getByRole('tab', { name: 'Where it is used' }).click()
  await dialog.getByLabel('Owner').fill('Payments team')
  proxy.lose(`/bff/apikeys/${key.ID}`, 'before', 5)
  const ok = dialog.getByRole('button', { name: 'OK' })
  await ok.click()
  const alert = dialog.getByRole('alert')
  await expect(alert).toContainText('Unknown: the note is saved, the key may have been changed.')
  await test.step('a second try that is refused has saved no note, and says so', async () => {
    proxy.lose(`/bff/apikeys/${key.ID}`, 'before', 0)
    await manager.remove(key.ID)
    await ok.click()
    await expect(alert).toContainText('Refused: nothing was changed.')
  })
})

test('a lock-out without an answer stays in red until it is confirmed, over a reload', async ({ through, manager }) => {
  const { page, proxy } = through
  const key = await manager.make(uniqueName('unsure'))
  await page.goto(`/api-keys/${key.ID}/lock-out`)
  proxy.lose(`/bff/apikeys/${key.ID}`, 'before', 4)
  await page.getByRole('button', { name: `Lock out key ${key.keyName}` }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click()
  const banner = page.getByRole('alert').filter({ hasText: `Not confirmed locked out: ${key.keyName}` })
  await expect(banner).toBeVisible()
  await page.reload()
  await expect(banner).toBeVisible()
  await expect(banner).toHaveCount(0, { timeout: 25_000 })
  expect((await manager.read(key.ID)).active).toBe(false)
})

test('a page that cannot be shown says so, and is there once it can be', async ({ through }) => {
  const { page, proxy } = through
  proxy.lose('/bff/session', 'before', 1_000, 'GET')
  await page.goto('/roles')
  await expect(page.getByRole('heading', { name: 'This page cannot be shown' })).toBeVisible()
  proxy.lose('/bff/session', 'before', 0, 'GET')
  await page.getByRole('button', { name: 'Try again' }).click()
  await expect(page.getByRole('heading', { name: 'Roles', level: 1 })).toBeVisible()
})

test('a script that does not come takes nothing from whoever has typed', async ({ through }) => {
  const { page, proxy } = through
  await page.getByRole('button', { name: 'New', exact: true }).click()
  const form = page.getByRole('dialog', { name: 'New API key' })
  await form.getByLabel('Name', { exact: true }).fill('typed')
  await form.getByRole('combobox', { name: 'Role' }).click()
  proxy.lose('/assets/', 'before', 1_000, 'GET')
  const asked = page.waitForEvent('dialog')
  await form.getByRole('option', { name: 'New…' }).click()
  const question = await asked
  expect(question.type()).toBe('beforeunload')
  await question.dismiss()
  await expect(form.getByLabel('Name', { exact: true })).toHaveValue('typed')
  await expect(form.getByLabel('Name', { exact: true })).toBeVisible()
  proxy.lose('/assets/', 'before', 0, 'GET')
})
