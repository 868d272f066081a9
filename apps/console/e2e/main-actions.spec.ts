import { axeFindings, expect, test } from './fixtures.ts'
import { uniqueName } from './keys-at-the-manager.ts'

test('a wide window has a button for what is done most often, for whoever may do it', async ({ pageOf, manager }) => {
  const key = await manager.make(uniqueName('wide'))
  const page = await pageOf('administrator')
  await page.setViewportSize({ width: 1600, height: 900 })
  const button = (name: string) => page.getByRole('button', { name, exact: true })
  await page.getByRole('searchbox').fill(key.keyName)
  await expect(page.getByRole('row', { name: key.keyName })).toBeVisible()
  await expect(button('Lock out…')).toHaveAttribute('title', 'Select a key first')
  await page.getByRole('row', { name: key.keyName }).click()
  for (const name of ['Properties', 'New secret key…', 'Delete…'])
    await expect(button(name)).not.toHaveAttribute('title')
  expect(await axeFindings(page)).toEqual([])
  await button('Lock out…').click()
  await page
    .getByRole('dialog')
    .getByRole('button', { name: `Lock out key ${key.keyName}` })
    .click()
  await expect(button('Unlock…')).toBeVisible()
  await expect(button('Lock out…')).toHaveCount(0)
  expect((await manager.read(key.ID)).active).toBe(false)

  const auditor = await pageOf('auditor')
  await auditor.setViewportSize({ width: 1600, height: 900 })
  await expect(auditor.getByRole('button', { name: 'Properties', exact: true })).toBeVisible()
  await expect(auditor.getByRole('button', { name: 'Lock out…', exact: true })).toHaveCount(0)
})
