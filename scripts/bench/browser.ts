import { chromium, type Browser, type BrowserContext, type CDPSession, type Page } from '@playwright/test'
import { signIn } from './product.ts'

export const launchBrowser = (): Promise<Browser> =>
  chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), '--disable-dev-shm-usage'],
  })

export interface Tab {
  readonly page: Page
  readonly tools: CDPSession
}

/** With an empty cache, on a processor that is so many times slower. */
export async function newTab(context: BrowserContext, slower: number): Promise<Tab> {
  const page = await context.newPage()
  const tools = await context.newCDPSession(page)
  await tools.send('Network.enable')
  await tools.send('Network.setCacheDisabled', { cacheDisabled: true })
  await tools.send('Emulation.setCPUThrottlingRate', { rate: slower })
  return { page, tools }
}

/** Signed in; what it has of cookies and storage is what a browser has that comes back. */
export async function signedIn(browser: Browser, console: string): Promise<BrowserContext> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  const page = await context.newPage()
  await page.goto(console)
  await page.getByLabel('User name').fill(signIn.userName)
  await page.getByLabel('Password', { exact: true }).fill(signIn.password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await page.getByRole('grid').waitFor()
  await page.close()
  return context
}

/** When, since the navigation began, a frame was first painted in which something fits the selector. */
export function paintedWhen(page: Page, selector: string, count: number): Promise<number> {
  return page.evaluate(
    ([wanted, least]) =>
      new Promise<number>((resolve) => {
        const look = () => {
          if (document.querySelectorAll(wanted).length < least) requestAnimationFrame(look)
          else requestAnimationFrame((now) => resolve(now))
        }
        look()
      }),
    [selector, count] as const,
  )
}

/** What was asked for until then: compressed scripts and styles, and requests with the document and the stream of events. */
export const askedUntil = (page: Page, ready: number): Promise<{ readonly KiB: number; readonly requests: number }> =>
  page.evaluate((until) => {
    const asked = performance
      .getEntriesByType('resource')
      .filter((entry) => entry instanceof PerformanceResourceTiming)
      .filter(({ name, startTime }) => name.startsWith('http') && startTime < until)
    const parts = asked.filter(({ name }) => /\.(?:js|css)$/.test(name))
    return {
      KiB: parts.reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0) / 1024,
      requests: asked.length + 2,
    }
  }, ready)

export interface FirstSeconds {
  /** How long the page could not answer, in pieces of more than 50 ms, before anything was painted: there was nothing to answer to. */
  readonly unpainted: number
  /** The same from then on, which is what is called its total blocking time. */
  readonly painted: number
  /** When the largest part of it was painted. */
  readonly largest: number
  /** When something was painted and nothing kept it from answering any more. */
  readonly interactive: number
}

/** A page in its first three seconds from now on, and before; all in ms. */
export const firstSeconds = (page: Page): Promise<FirstSeconds> =>
  page.evaluate(
    (watchedMs) =>
      new Promise<FirstSeconds>((resolve) => {
        const seen: PerformanceEntry[] = []
        const watching = new PerformanceObserver((list) => void seen.push(...list.getEntries()))
        for (const type of ['longtask', 'largest-contentful-paint']) watching.observe({ type, buffered: true })
        setTimeout(() => {
          seen.push(...watching.takeRecords())
          const tasks = seen
            .filter(({ entryType }) => entryType === 'longtask')
            .map(({ startTime, duration }) => ({ from: startTime, to: startTime + duration }))
          const paint = performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? NaN
          const largest = seen.filter(({ entryType }) => entryType === 'largest-contentful-paint').at(-1)
          const blocked = (from: number, to: number) =>
            tasks
              .map((task) => Math.min(task.to, to) - Math.max(task.from, from) - 50)
              .reduce((sum, ms) => sum + Math.max(0, ms), 0)
          resolve({
            unpainted: blocked(0, paint),
            painted: blocked(paint, Infinity),
            largest: largest?.startTime ?? NaN,
            interactive: Math.max(paint, ...tasks.map(({ to }) => to)),
          })
        }, watchedMs)
      }),
    3_000,
  )

export async function heapMiB({ tools }: Tab): Promise<number> {
  await tools.send('HeapProfiler.collectGarbage')
  const { usedSize } = await tools.send('Runtime.getHeapUsage')
  return usedSize / 1024 / 1024
}

/** Frames in three seconds while what fits the selector is scrolled on by each of them. */
export const framesWhileScrolling = (page: Page, selector: string): Promise<number> =>
  page.evaluate(
    (wanted) =>
      new Promise<number>((resolve) => {
        const found = document.querySelector(wanted)
        const scroller = (function up(element: Element | null): Element {
          if (!element) return document.scrollingElement ?? document.body
          return element.scrollHeight > element.clientHeight + 1 && getComputedStyle(element).overflowY !== 'visible'
            ? element
            : up(element.parentElement)
        })(found)
        let frames = 0
        const began = performance.now()
        const step = (now: number) => {
          if (now - began > 3000) return resolve(frames)
          frames += 1
          const end = scroller.scrollHeight - scroller.clientHeight - 1
          scroller.scrollTop = scroller.scrollTop >= end ? 0 : scroller.scrollTop + 220
          requestAnimationFrame(step)
        }
        requestAnimationFrame(step)
      }),
    selector,
  )
