import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { BrowserContext } from '@playwright/test'
import type { FaultProxy } from './fault-proxy.ts'
import { asPage, expect, signInOf } from './fixtures.ts'
import { uniqueName } from './keys-at-the-manager.ts'
import { test } from './through-a-proxy.ts'

interface Target {
  /** The console. */
  readonly to: string
  readonly path: string
  readonly body: string
}

// Each runs in the page of somebody else. None gives back what it waits for: no answer is theirs to see.
const attempts: Readonly<Record<string, (target: Target) => void>> = {
  'posts a form of text': ({ to, path, body }) => {
    const form = document.createElement('form')
    Object.assign(form, { method: 'post', action: `${to}${path}`, enctype: 'text/plain', target: 'text' })
    const field = document.createElement('input')
    Object.assign(field, { name: `${body.slice(0, -1)},"x":"`, value: '"}' })
    form.append(field)
    document.body.append(form)
    form.submit()
  },
  'posts a form of fields': ({ to, path }) => {
    const form = document.createElement('form')
    Object.assign(form, { method: 'post', action: `${to}${path}`, target: 'fields' })
    document.body.append(form)
    form.submit()
  },
  'fetches without asking': ({ to, path, body }) => {
    void fetch(`${to}${path}`, { method: 'POST', mode: 'no-cors', credentials: 'include', body }).catch(() => undefined)
  },
  'sends a beacon': ({ to, path, body }) => void navigator.sendBeacon(`${to}${path}`, body),
  'loads an image': ({ to }) => void (new Image().src = `${to}/bff/apikeys`),
  'loads a script': ({ to }) => {
    const script = document.createElement('script')
    script.src = `${to}/bff/session`
    document.body.append(script)
  },
  'listens to the stream': ({ to }) => void new EventSource(`${to}/bff/live`, { withCredentials: true }),
  'frames an answer': ({ to }) => {
    const frame = document.createElement('iframe')
    frame.src = `${to}/bff/apikeys`
    document.body.append(frame)
  },
  'opens an answer': ({ to }) => void window.open(`${to}/bff/activity/verification`, 'elsewhere'),
}
/** The browser asks the console first, is told no, and sends nothing. */
const asked: typeof attempts = {
  'fetches as JSON': ({ to, path, body }) => {
    const headers = { 'content-type': 'application/json' }
    void fetch(`${to}${path}`, { method: 'POST', credentials: 'include', headers, body }).catch(() => undefined)
  },
  'fetches with our header': ({ to, path, body }) => {
    const headers = { 'content-type': 'application/json', 'x-csrf': '1' }
    void fetch(`${to}${path}`, { method: 'POST', credentials: 'include', headers, body }).catch(() => undefined)
  },
  deletes: ({ to, path }) => {
    void fetch(`${to}${path}`, { method: 'DELETE', credentials: 'include' }).catch(() => undefined)
  },
}

// A frame each: one that is still showing an answer forgets what is posted into it next.
const frames = ['text', 'fields', 'elsewhere'].map((name) => `<iframe name="${name}"></iframe>`)
const hostile = `<!doctype html><title>hostile</title>${frames.join('')}`

async function startHostile() {
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html' }).end(hostile)
  })
  await new Promise<void>((resolve) => void server.listen(0, resolve))
  // An address of TCP, since it listens on a port.
  const { port } = server.address() as AddressInfo
  const stop = async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
  return { port, stop }
}

/** Every answer of the console to what was tried there. */
async function answersTo(context: BrowserContext, proxy: FaultProxy, from: string, target: Target) {
  const answers = () => proxy.passed.filter(({ path }) => path.startsWith('/bff'))
  const all = answers().length
  const page = await context.newPage()
  await page.goto(from)
  for (const [name, attempt] of Object.entries({ ...attempts, ...asked })) {
    const before = answers().length
    await page.evaluate(attempt, target)
    await expect.poll(() => answers().length, { message: name }).toBeGreaterThan(before)
  }
  await page.close()
  return answers().slice(all)
}

const refusals = [403, 405, 415]

/** Another host is another site; another port of ours is the same site, to which the browser sends the cookie. */
for (const [name, addressOf, isSameSite] of [
  ['of another site', (port: number) => `http://127.0.0.1:${port}/`, false],
  ['of another port of this host', (port: number) => `http://localhost:${port}/`, true],
  ['of no origin at all', () => `data:text/html,${encodeURIComponent(hostile)}`, false],
] as const)
  test(`a page ${name} gets nothing from the console and changes nothing`, async ({ through, manager, baseURL }) => {
    test.slow()
    const { page, proxy } = through
    const { ID } = await manager.make(uniqueName('target'))
    await page.goto('about:blank')
    const other = await startHostile()
    const to = new URL(baseURL ?? '').origin
    const forged = [
      { to, path: `/bff/apikeys/${ID}`, body: JSON.stringify({ active: false }) },
      { to, path: '/bff/session', body: JSON.stringify(signInOf('auditor')) },
    ]
    for (const target of forged) {
      const answers = await answersTo(page.context(), proxy, addressOf(other.port), target)
      expect(answers.filter(({ status }) => !refusals.includes(status))).toEqual([])
      expect(answers.some(({ hasCookie }) => hasCookie)).toBe(isSameSite)
    }
    await other.stop()
    expect(await manager.read(ID)).toMatchObject({ active: true })
    await page.goto('/api-keys')
    await expect(page.getByRole('banner')).toContainText(signInOf('administrator').userName)
  })

test('what was refused, denied or stopped stands in the activity in words', async ({ pageOf }) => {
  test.slow()
  const limited = await pageOf('limited')
  await limited.request.get('/bff/tenants', asPage)
  await limited.request.get('/bff/session', { headers: { 'x-csrf': '1', 'sec-fetch-site': 'cross-site' } })
  const blocked = `https://${uniqueName('stopped').replace(' ', '-')}.example/x.js`
  await limited.request.post('/csp-report', {
    headers: { 'content-type': 'application/csp-report' },
    data: JSON.stringify({ 'csp-report': { 'violated-directive': 'script-src', 'blocked-uri': blocked } }),
  })
  const page = await pageOf('administrator')
  for (const words of ['Access denied', 'Call of another site blocked', 'Stopped by the content security policy']) {
    await page.goto('/activity')
    await page.getByRole('searchbox').fill(words)
    await expect(page.getByRole('row', { name: new RegExp(words) }).first()).toContainText('Denied')
  }
  await page
    .getByRole('row', { name: /Stopped by the content security policy/ })
    .first()
    .dblclick()
  await expect(page.getByRole('dialog', { name: 'Stopped by the content security policy' })).toContainText('script-src')
})
