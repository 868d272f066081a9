import { Counted } from './counted.ts'
import { expect, test } from './fixtures.ts'
import { uniqueName } from './keys-at-the-manager.ts'
import { codeOf, scan } from './authenticator.ts'
import { expectRoleChosen, password } from './people.ts'

test('a role that may only view API keys, given to a new user with MFA: under 20 actions', async ({
  pageOf,
  browser,
  baseURL,
}) => {
  test.slow()
  const page = await pageOf('administrator')
  const name = uniqueName('newcomer')
  const by = new Counted()
  const address = await test.step('the administrator makes the role on the way to the user', async () => {
    await by.click(page.getByRole('link', { name: 'Users' }))
    await expect(page.getByRole('heading', { name: 'Users', level: 1 })).toBeVisible()
    await by.click(page.getByRole('button', { name: 'New' }))
    await by.fill(page.getByLabel('User name'), name)
    await by.click(page.getByRole('button', { name: 'New…' }))
    const editor = page.getByRole('dialog', { name: 'New role' })
    await by.fill(editor.getByLabel('Name', { exact: true }), `${name} role`)
    await by.click(editor.getByRole('tab', { name: 'Other Rights' }))
    await by.check(editor.getByRole('radiogroup', { name: 'API keys' }).getByRole('radio', { name: 'View-Only' }))
    await by.click(editor.getByRole('button', { name: 'Create role' }))
    await expectRoleChosen(page, `${name} role`)
    await by.fill(page.getByLabel('Password', { exact: true }), password)
    await by.fill(page.getByLabel('Password again'), password)
    const told = await page
      .getByText(/\/profile\?open=mfa$/)
      .last()
      .innerText()
    await by.click(page.getByRole('button', { name: 'OK' }))
    await expect(page.getByRole('dialog')).toHaveCount(0)
    return told
  })
  const context = await browser.newContext({ ...(baseURL !== undefined && { baseURL }) })
  const theirs = await context.newPage()
  await test.step('the newcomer opens the address they were told, signs in, and switches MFA on', async () => {
    await by.goTo(theirs, address)
    await by.fill(theirs.getByLabel('User name'), name)
    await by.fill(theirs.getByLabel('Password', { exact: true }), password)
    await by.click(theirs.getByRole('button', { name: 'Sign in', exact: true }))
    await by.fill(theirs.getByRole('dialog').getByRole('textbox', { name: 'Code' }), codeOf(await scan(theirs)))
    await by.click(theirs.getByRole('dialog').getByRole('button', { name: 'Switch on' }))
    const codes = theirs.getByRole('dialog', { name: 'Recovery codes' })
    await by.fill(codes.getByLabel('One of the codes'), await codes.getByRole('listitem').first().innerText())
    await by.click(codes.getByRole('button', { name: 'Close' }))
    await expect(theirs.getByText(/^It is on\./)).toBeVisible()
  })
  expect(by.actions).toBeLessThan(20)
  await test.step('and may view API keys, and nothing else', async () => {
    await theirs.getByRole('link', { name: 'API Keys' }).click()
    await expect(theirs.getByRole('row', { name: /billing-ansible/ })).toBeVisible()
    await expect(theirs.getByText('You have read access')).toBeVisible()
    for (const [link, heading] of [
      ['Roles', 'You cannot see this: Roles'],
      ['Users', 'You cannot see this: Users'],
      ['System Events', 'You cannot see this: System Events'],
    ] as const) {
      await theirs.getByRole('link', { name: link }).click()
      await expect(theirs.getByRole('heading', { name: heading })).toBeVisible()
    }
  })
  await context.close()
})
