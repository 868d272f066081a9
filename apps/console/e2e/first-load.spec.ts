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
      performance.mark('rows')
    }
    const watching = new MutationObserver(noteFirstRow)
    watching.observe(document, { childList: true, subtree: true })
  })
  // A slow answer to what the rows need leaves time for what could come too early.
  const tools = await page.context().newCDPSession(page)
  await tools.send('Network.enable')
  await tools.send('Network.setCacheDisabled', { cacheDisabled: true })
  const slow = { offline: false, latency: 200, downloadThroughput: -1, uploadThroughput: -1 }
  await tools.send('Network.emulateNetworkConditions', slow)
  const answer = await page.reload({ waitUntil: 'commit' })
  await expect(page.getByRole('gridcell').first()).toBeVisible()

  const fetched = () =>
    page.evaluate(() => {
      const [rows] = performance.getEntriesByName('rows')
      const all = performance.getEntriesByType('resource').filter(({ name }) => name.startsWith('http'))
      const paths = (entries: PerformanceEntryList) => entries.map(({ name }) => new URL(name).pathname)
      return { all: paths(all), before: paths(all.filter(({ startTime }) => startTime < (rows?.startTime ?? 0))) }
    })
  // What is opened next is fetched then, unasked.
  const scriptsAfter = async () => {
    const { all, before } = await fetched()
    return all.filter((path) => path.endsWith('.js') && !before.includes(path)).length
  }
  await expect.poll(scriptsAfter).toBeGreaterThan(0)
  const { before } = await fetched()
  const files = before.filter((path) => path.startsWith('/assets/'))
  expect(files.toSorted()).toEqual(namedBy((await answer?.text()) ?? '').toSorted())
  // With the document, and the stream of events, which does not end.
  expect(before.length + 2).toBeLessThanOrEqual(10)
})

test('what a page has drawn is not hidden again while the rest of it comes', async ({ pageOf }) => {
  const page = await pageOf('administrator')
  await page.addInitScript(() => {
    const watching = new MutationObserver((changes) => {
      for (const { target } of changes)
        if (target instanceof HTMLElement && target.style.display === 'none') performance.mark('hidden')
    })
    watching.observe(document, { attributes: true, attributeFilter: ['style'], subtree: true })
  })
  for (const [path, last] of [
    ['/profile', 'Full name'],
    ['/users/new', 'Full name'],
    ['/roles/new', 'Name'],
    ['/api-keys/new', 'Name'],
  ] as const) {
    await page.goto(path)
    await expect(page.getByRole('textbox', { name: last, exact: true })).toBeVisible()
    expect(await page.evaluate(() => performance.getEntriesByName('hidden').length), path).toBe(0)
  }
})
