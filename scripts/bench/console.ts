// S1 to S4 of the goals: what the page costs to load, to open New, and to keep 100,000 rows.
import type { Browser, BrowserContext, Page } from '@playwright/test'
import { startBarePage } from './bare-page.ts'
import {
  askedUntil,
  firstSeconds,
  framesWhileScrolling,
  heapMiB,
  launchBrowser,
  newTab,
  paintedWhen,
  signedIn,
  type FirstSeconds,
  type Tab,
} from './browser.ts'
import { fillWithKeys } from './fill.ts'
import { createPlace } from './product.ts'
import { medianLine, ratioLine, report, type Line } from './report.ts'
import { interleaved, type Figures, type Target } from './rounds.ts'

const slower = 4
const many = 100_000
// As long as somebody has it open and looks around; shorter to try the bench itself.
const scrollingMs = Number(process.env['BENCH_SCROLL_MINUTES'] ?? 10) * 60_000
// A screen of them; the grid keeps no more in the page.
const rowsPainted = 15
const rows = '[role=gridcell][aria-colindex="2"]'

export async function benchConsole(): Promise<void> {
  const [few, full] = [createPlace(), createPlace()]
  const running: { stop: () => Promise<unknown> }[] = []
  const browser = await launchBrowser()
  try {
    fillWithKeys(few.data, 50)
    fillWithKeys(full.data, many)
    const small = await few.start()
    running.push(small)
    const bare = await startBarePage()
    running.push(bare)
    const context = await signedIn(browser, small.console)
    report(
      'console: first load of 50 keys, 4 × slower',
      ...(await firstLoads(browser, context, small.console, bare.url)),
    )
    report('console: from New to its first field, 4 × slower', ...(await newKeys(context, small.console)))
    // Begun last: what it does of itself after its start is no load beside the small one's figures.
    const large = await full.start()
    running.push(large)
    report(`console: ${many} keys`, ...(await manyRows(browser, await signedIn(browser, large.console), large.console)))
  } finally {
    await browser.close()
    for (const one of running) await one.stop()
    few.dispose()
    full.dispose()
  }
}

async function firstLoads(
  browser: Browser,
  context: BrowserContext,
  ours: string,
  bare: string,
): Promise<[Figures, Line[]]> {
  const loads: Awaited<ReturnType<typeof loaded>>[] = []
  const bareLoads: FirstSeconds[] = []
  const figures = await interleaved([
    {
      name: 'bare React page, ready (ms)',
      measure: async () => {
        const tab = await newTab(await browser.newContext(), slower)
        await tab.page.goto(bare, { waitUntil: 'commit' })
        const ready = await paintedWhen(tab.page, 'li', 50)
        bareLoads.push(await firstSeconds(tab.page))
        await tab.page.context().close()
        return ready
      },
    },
    {
      name: 'the list, ready (ms)',
      measure: async () => {
        const tab = await newTab(context, slower)
        await tab.page.goto(ours, { waitUntil: 'commit' })
        const load = await loaded(tab.page)
        loads.push(load)
        await tab.page.close()
        return load.ready
      },
    },
  ])
  const of = <Load>(all: readonly Load[], figure: (load: Load) => number) => all.slice(1).map(figure)
  const derived = new Map([
    ...figures,
    ['scripts and styles (KiB)', of(loads, ({ KiB }) => KiB)],
    ['requests', of(loads, ({ requests }) => requests)],
    ['blocked before the first paint (ms)', of(loads, ({ unpainted }) => unpainted)],
    ['blocked from the first paint on (ms)', of(loads, ({ painted }) => painted)],
    ['bare React page, largest part painted (ms)', of(bareLoads, ({ largest }) => largest)],
    ['the list, largest part painted (ms)', of(loads, ({ largest }) => largest)],
    ['bare React page, interactive (ms)', of(bareLoads, ({ interactive }) => interactive)],
    ['the list, interactive (ms)', of(loads, ({ interactive }) => interactive)],
  ])
  const againstBare = (what: string) =>
    ratioLine(derived, { goal: '–', what, ours: `the list, ${what} (ms)`, base: `bare React page, ${what} (ms)` })
  return [
    derived,
    [
      medianLine(derived, {
        goal: 'S1',
        what: 'scripts and styles',
        ours: 'scripts and styles (KiB)',
        unit: 'KiB',
        bound: { atMost: 120 },
      }),
      medianLine(derived, { goal: 'S1', what: 'requests', ours: 'requests', unit: '', bound: { atMost: 10 } }),
      ratioLine(figures, {
        goal: 'S2',
        what: 'ready against the bare React page',
        ours: 'the list, ready (ms)',
        base: 'bare React page, ready (ms)',
        bound: { atMost: 1.6 },
      }),
      medianLine(derived, {
        goal: 'S2',
        what: 'total blocking time',
        ours: 'blocked from the first paint on (ms)',
        unit: 'ms',
        bound: { atMost: 0 },
      }),
      againstBare('largest part painted'),
      againstBare('interactive'),
    ],
  ]
}

async function loaded(page: Page) {
  const ready = await paintedWhen(page, rows, rowsPainted)
  return { ready, ...(await firstSeconds(page)), ...(await askedUntil(page, ready)) }
}

async function newKeys(context: BrowserContext, ours: string): Promise<[Figures, Line[]]> {
  const again: number[] = []
  const figures = await interleaved([
    {
      name: 'first (ms)',
      measure: async () => {
        const tab = await newTab(context, slower)
        await tab.page.goto(ours)
        await tab.page.locator(rows).first().waitFor()
        const first = await openNew(tab)
        await tab.page.keyboard.press('Escape')
        await tab.page.getByRole('dialog').waitFor({ state: 'detached' })
        again.push(await openNew(tab))
        await tab.page.close()
        return first
      },
    },
  ])
  const derived = new Map([...figures, ['again (ms)', again.slice(1)]])
  return [
    derived,
    [
      medianLine(derived, { goal: 'S3', what: 'first', ours: 'first (ms)', unit: 'ms', bound: { atMost: 200 } }),
      medianLine(derived, { goal: 'S3', what: 'again', ours: 'again (ms)', unit: 'ms', bound: { atMost: 120 } }),
    ],
  ]
}

/** From the pointer's going down on New to the frame in which its first field can be written in. */
async function openNew({ page }: Tab): Promise<number> {
  const opened = page.evaluate(
    () =>
      new Promise<number>((resolve) =>
        addEventListener(
          'pointerdown',
          ({ timeStamp }) => {
            const look = () => {
              const field = document.querySelector('dialog input')
              if (field === null || document.activeElement !== field) requestAnimationFrame(look)
              else requestAnimationFrame((now) => resolve(now - timeStamp))
            }
            look()
          },
          { once: true, capture: true },
        ),
      ),
  )
  await page.getByRole('button', { name: 'New', exact: true }).click()
  return await opened
}

const emptyScroller = `data:text/html,<div id=s style="height:900px;overflow:auto"><div style="height:3600000px"></div></div>`

const firstRows = (page: Page): Promise<number> => paintedWhen(page, rows, rowsPainted)

async function lastRow(page: Page): Promise<number> {
  await page
    .getByRole('grid')
    .and(page.locator(`[aria-rowcount="${many + 1}"]`))
    .waitFor({ timeout: 120_000 })
  return await page.evaluate(() => performance.now())
}

async function inNewTab(context: BrowserContext, url: string, measure: (page: Page) => Promise<number>) {
  const { page } = await newTab(context, 1)
  await page.goto(url, { waitUntil: 'commit' })
  const figure = await measure(page)
  await page.close()
  return figure
}

async function manyRows(browser: Browser, context: BrowserContext, ours: string): Promise<[Figures, Line[]]> {
  const crawled = await interleaved([
    { name: 'first rows (ms)', measure: () => inNewTab(context, ours, firstRows) },
    { name: 'last row (ms)', measure: () => inNewTab(context, ours, lastRow) },
  ])
  const tab = await newTab(context, 1)
  await tab.page.goto(ours)
  await lastRow(tab.page)
  const empty = await newTab(await browser.newContext(), 1)
  await empty.page.goto(emptyScroller)
  const scrolled = (name: string, on: Tab, selector: string, rate: number): Target => ({
    name,
    measure: async () => {
      await on.tools.send('Emulation.setCPUThrottlingRate', { rate })
      await on.page.bringToFront()
      const frames = await framesWhileScrolling(on.page, selector)
      // What slows a tab down takes from the processor even while nobody looks at it.
      await on.tools.send('Emulation.setCPUThrottlingRate', { rate: 1 })
      return frames
    },
  })
  const frames = await interleaved(
    [1, slower].flatMap((rate) => [
      scrolled(`empty scroller, ${rate} × slower (frames)`, empty, '#s', rate),
      scrolled(`the list, ${rate} × slower (frames)`, tab, '[role=grid]', rate),
    ]),
    3,
  )
  await tab.page.bringToFront()
  const until = Date.now() + scrollingMs
  while (Date.now() < until) await framesWhileScrolling(tab.page, '[role=grid]')
  const figures = new Map([
    ...crawled,
    ...frames,
    ['sort (ms)', await timesOf(tab, 10, sortByName)],
    ['filter (ms)', await timesOf(tab, 10, filterByText)],
    ['heap after scrolling (MiB)', [await heapMiB(tab)]],
  ])
  const against = (rate: number, atLeast: number) =>
    ratioLine(figures, {
      goal: 'S4',
      what: `frames against an empty scroller, ${rate} × slower`,
      ours: `the list, ${rate} × slower (frames)`,
      base: `empty scroller, ${rate} × slower (frames)`,
      bound: { atLeast },
    })
  const absolute = (goal: string, what: string, unit: string, atMost: number) =>
    medianLine(figures, { goal, what, ours: `${what} (${unit})`, unit, bound: { atMost } })
  return [
    figures,
    [
      absolute('B4', 'first rows', 'ms', 300),
      absolute('B4', 'last row', 'ms', 3000),
      against(1, 0.97),
      against(slower, 0.95),
      absolute('S4', 'sort', 'ms', 200),
      absolute('S4', 'filter', 'ms', 200),
      absolute('S4', 'heap after scrolling', 'MiB', 60),
    ],
  ]
}

async function timesOf(tab: Tab, times: number, act: (tab: Tab, count: number) => Promise<void>): Promise<number[]> {
  const taken: number[] = []
  for (let count = 0; count < times; count += 1) {
    const changed = tab.page.evaluate((selector) => {
      const shown = () =>
        `${document.querySelector('[role=grid]')?.ariaRowCount} ${document.querySelector(selector)?.textContent}`
      const before = shown()
      return new Promise<number>((resolve) => {
        const began = (event: Event) => {
          const look = () => {
            if (shown() === before) requestAnimationFrame(look)
            else requestAnimationFrame((now) => resolve(now - event.timeStamp))
          }
          look()
        }
        for (const kind of ['pointerdown', 'beforeinput']) addEventListener(kind, began, { once: true, capture: true })
      })
    }, rows)
    await act(tab, count)
    taken.push(await changed)
  }
  return taken
}

async function sortByName({ page }: Tab): Promise<void> {
  await page.getByRole('columnheader', { name: 'Name' }).click()
}

async function filterByText({ page }: Tab, count: number): Promise<void> {
  await page.getByRole('searchbox').fill(`key-${count}7`)
}
