import { execFileSync } from 'node:child_process'
import type { Page } from '@playwright/test'
import { codeOf } from './authenticator.ts'
import { axeInBothThemes, expect, fillSignIn, managerAddress, test } from './fixtures.ts'
import { uniqueName } from './keys-at-the-manager.ts'
import { makeUser, password, signedInElsewhere } from './people.ts'

/** Runs the code as it is shown, with what stands there in capitals filled in. */
async function run(page: Page, secrets: Readonly<Record<string, string>>): Promise<string> {
  const shown = await page.getByRole('textbox', { name: 'curl code' }).inputValue()
  expect(shown).not.toContain(password)
  const script = Object.entries(secrets).reduce(
    (text, [name, value]) => text.replaceAll(`"${name}"`, `"${value}"`),
    shown,
  )
  const env = { ...process.env, MANAGER: managerAddress() }
  return execFileSync('bash', ['-ec', script], { env, encoding: 'utf8' })
}

test('what one changes of oneself is shown as code that runs, and holds no secret', async ({
  pageOf,
  browser,
  baseURL,
}) => {
  test.slow()
  const name = uniqueName('scripted')
  await makeUser(await pageOf('administrator'), name, 'Auditor')
  const page = await signedInElsewhere(browser, baseURL, name)
  await page.goto('/profile')
  await test.step('one’s data', async () => {
    await page.getByLabel('Full name').fill('Mori Aiko')
    await page.getByText('Equivalent code').first().click()
    const answer: unknown = JSON.parse((await run(page, { PASSWORD: password })).split('\n', 1)[0] ?? '')
    expect(answer).toMatchObject({ username: name, fullName: 'Mori Aiko' })
    await page.reload()
    await expect(page.getByLabel('Full name')).toHaveValue('Mori Aiko')
  })
  const changed = 'another pass phrase 2'
  await test.step('the password, which ends the session here', async () => {
    await page.getByText('Equivalent code').click()
    await page.getByLabel('Current password').fill(password)
    await run(page, { PASSWORD: password, NEW_PASSWORD: changed })
    await page.goto('/profile')
    await fillSignIn(page, { userName: name, password: changed })
    await expect(page.getByLabel('Full name')).toHaveValue('Mori Aiko')
  })
  await test.step('the second factor: the code asks for what the authenticator shows', async () => {
    await page.goto('/profile?open=mfa')
    const dialog = page.getByRole('dialog', { name: 'Multi-factor authentication' })
    await dialog.getByText('My device cannot scan').click()
    await dialog.getByText('Equivalent code').click()
    expect(await axeInBothThemes(page)).toEqual([])
    const [begun = '', rest = ''] = (await dialog.getByRole('textbox', { name: 'curl code' }).inputValue()).split(
      /^read .*$/m,
    )
    const env = { ...process.env, MANAGER: managerAddress() }
    const filled = (text: string) => text.replaceAll('"PASSWORD"', `"${changed}"`)
    // In two parts, as somebody at a terminal would: first the seed, then the code that it gives.
    const script = `${filled(begun)}\ndeclare -p SESSION RID`
    const said = execFileSync('bash', ['-ec', script], { env, encoding: 'utf8' })
    const { otpauthURI }: { otpauthURI: string } = JSON.parse(/\{.*\}/.exec(said)?.[0] ?? '')
    const variables = said.slice(said.indexOf('declare'))
    const first = codeOf(new URL(otpauthURI))
    const confirmed = execFileSync('bash', ['-ec', `${variables}\nFIRST_CODE=${first}\n${rest}`], {
      env,
      encoding: 'utf8',
    })
    expect(confirmed).toContain('"recoveryCodes"')
  })
  await page.context().close()
})
