import { expect, test } from './fixtures.ts'
import { uniqueName } from './keys-at-the-manager.ts'

const corpus = [
  '<img src=x onerror=alert(1)>',
  '"><script>alert(1)</script>',
  "javascript:alert('1')",
  '{{constructor.constructor("alert(1)")()}}',
  '${alert(1)}',
  '<svg/onload=alert(1)>',
  '</title><script>alert(1)</script>',
  'data:text/html,<script>alert(1)</script>',
  '\u202Egnp.exe',
  "' OR 1=1 --",
  '%00%0d%0aSet-Cookie: a=b',
  '__proto__',
]

test('what anyone can write into a key is text wherever it is shown', async ({ pageOf, manager, complaints }) => {
  test.slow()
  const mark = uniqueName('hostile')
  const page = await pageOf('administrator')
  let isAlerted = false
  page.on('dialog', (dialog) => {
    isAlerted ||= dialog.type() === 'alert'
    void dialog.dismiss()
  })
  const keys = []
  for (const text of corpus) keys.push(await manager.make(`${text} ${mark}`, { description: text }))
  await page.goto(`/api-keys?q=${encodeURIComponent(mark)}`)
  await expect(page.getByRole('row')).toHaveCount(corpus.length + 1)
  for (const { ID, keyName } of keys) {
    await page.goto(`/api-keys/${ID}`)
    await expect(page.getByRole('heading', { name: `Properties of ${keyName}` })).toBeVisible()
    await expect(page.getByRole('dialog').getByLabel('Name', { exact: true })).toHaveValue(keyName)
    await page.goto(`/api-keys/${ID}/lock-out`)
    await expect(page.getByRole('heading', { name: `Lock out key ${keyName}` })).toBeVisible()
  }
  for (const address of [
    '/api-keys?q=<script>alert(1)</script>',
    '/api-keys/javascript:alert(1)',
    '/<img src=x onerror=alert(1)>',
    '/api-keys',
  ])
    await page.goto(address)
  expect(isAlerted).toBe(false)
  expect(complaints).toEqual([])
})
