import { asPage, expect, test } from './fixtures.ts'
import { uniqueName } from './keys-at-the-manager.ts'

test('while it is live, an event comes by itself', async ({ pageOf, manager }) => {
  const page = await pageOf('auditor')
  const { ID, keyName } = await manager.make(uniqueName('watched'))
  await page.goto(`/system-events?target=api-key.${ID}`)
  await expect(page.getByRole('row', { name: new RegExp(`API Key Created ${keyName}`) })).toBeVisible()
  await page.getByLabel('Live').check()
  await expect(page).toHaveURL(/live=on/)
  await manager.modify(ID, { active: false })
  await expect(page.getByRole('row', { name: new RegExp(`API Key Locked Out ${keyName}`) })).toBeVisible()
  await expect(page.getByText(/Events per hour: [23] events since/)).toBeVisible()
})

test('events are narrowed by level and by person, and each filter is named', async ({ pageOf, page: stranger }) => {
  await stranger.goto('/')
  const name = uniqueName('nobody')
  await stranger.getByLabel('User name').fill(name)
  await stranger.getByLabel('Password', { exact: true }).fill('not the password')
  await stranger.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(stranger.getByRole('alert')).toBeVisible()
  const page = await pageOf('administrator')
  await page.goto('/system-events')
  await page.getByRole('combobox', { name: 'Level' }).selectOption('Info')
  await expect(page).toHaveURL(/level=info/)
  await expect(page.getByRole('gridcell').first()).toBeVisible()
  await expect(page.getByRole('row', { name: /Authentication Failed/ })).toHaveCount(0)
  await page.getByRole('combobox', { name: 'Level' }).selectOption('Warning')
  await expect(page.getByRole('row', { name: /Authentication Failed/ }).first()).toBeVisible()
  await page.getByRole('button', { name: 'Remove the filter Level: Warning' }).click()
  const made = uniqueName('made here')
  const answer = await page.request.post('/bff/roles', {
    ...asPage,
    data: { name: made },
  })
  expect(answer.status()).toBe(200)
  await page.goto(`/system-events?q=${encodeURIComponent(made)}`)
  await page.getByRole('row', { name: new RegExp(`Role Created ${made}`) }).dblclick()
  await page.getByRole('dialog').getByRole('button', { name: 'Everything administrator did' }).click()
  await expect(page).toHaveURL(/by=\d+/)
  await expect(page.getByRole('button', { name: 'Remove the filter Action performed by: administrator' })).toBeVisible()
  await expect(page.getByRole('row', { name: new RegExp(`Role Created ${made} administrator`) })).toBeVisible()
})
