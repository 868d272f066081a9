import { expect, test } from './fixtures.ts'

const namedBy = (html: string): string[] =>
  [...html.matchAll(/<(?:script|link)\b[^>]*\b(?:src|href)="(\/[^"]+)"/g)].map(([, address]) => address ?? '')

test('before the keys are shown, nothing is fetched but what the document names and what they need', async ({
  pageOf,
}) => {
  const page = await pageOf('administrator')
  await page.addInitScript(() => {
    const noteFirstRow = () => {
      if (document.querySelector('[role=gridcell]') === null) return
      watching.disconnect()
      document.documentElement.dataset['rowsAt'] = String(Date.now())
    }
    const watching = new MutationObserver(noteFirstRow)
    watching.observe(document, { childList: true, subtree: true })
  })
  const asked: { readonly path: string; readonly at: number }[] = []
  const tools = await page.context().newCDPSession(page)
  await tools.send('Network.enable')
  await tools.send('Network.setCacheDisabled', { cacheDisabled: true })
  tools.on('Network.requestWillBeSent', ({ request: { url }, wallTime }) => {
    if (url.startsWith('http')) asked.push({ path: new URL(url).pathname, at: wallTime * 1000 })
  })
  const answer = await page.reload({ waitUntil: 'commit' })
  await expect(page.getByRole('gridcell').first()).toBeVisible()
  // What is opened next is fetched then, unasked.
  await expect.poll(() => asked.map(({ path }) => path)).toContainEqual(expect.stringContaining('key-windows'))

  const rowsAt = Number(await page.locator('html').getAttribute('data-rows-at'))
  const before = asked.filter(({ at }) => at <= rowsAt).map(({ path }) => path)
  const files = before.filter((path) => path.startsWith('/assets/'))
  expect(files.toSorted()).toEqual(namedBy((await answer?.text()) ?? '').toSorted())
  expect(before.length).toBeLessThanOrEqual(10)
})
