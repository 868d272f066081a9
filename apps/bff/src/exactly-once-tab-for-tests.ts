import { request } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import { issuanceSchema, problemSchema, type Issuance } from '@latchkey/contract'
import { startCuttingProxy, type Fault } from './cutting-proxy-for-tests.ts'
import { openTab, type Tab } from './tab-for-tests.ts'

const page = {
  'x-csrf': '1',
  'sec-fetch-site': 'same-origin',
  origin: 'http://localhost:80',
  host: 'localhost:80',
  'content-type': 'application/json',
}
type Headers = Readonly<Record<string, string>>
interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly text: string
}

// Of one person ten sessions may be open.
const signInTriesMax = 9

export function callBff(port: number, method: string, path: string, headers: Headers, body?: object): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asked = request({ port, host: '127.0.0.1', method, path, agent: false, headers: { ...page, ...headers } })
    asked.setTimeout(7_000, () => void asked.destroy(new Error('no answer')))
    asked.once('error', reject)
    asked.once('response', (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.once('error', reject)
      response.once('end', () => {
        const { statusCode: status = 0, headers: given } = response
        resolve({ status, headers: given, text: Buffer.concat(chunks).toString('utf8') })
      })
      response.once('close', () => reject(new Error('cut')))
    })
    asked.end(body === undefined ? undefined : JSON.stringify(body))
  })
}

/** A password takes its time on a busy machine, and the times here are short: what came too late is asked for again. */
export async function signIn(port: number, userName: string, password: string): Promise<Headers> {
  for (let tries = 1; ; tries += 1) {
    const answer = await callBff(port, 'POST', '/bff/session', {}, { userName, password }).catch(() => undefined)
    const [cookie] = [answer?.headers['set-cookie'] ?? ''].flat()
    if (answer?.status === 200 && cookie) return { cookie: cookie.split(';', 1)[0] ?? '' }
    if ((answer && answer.status < 500) || tries === signInTriesMax)
      throw new Error(`${userName} was answered ${answer?.status}: ${answer?.text}`)
    await wait(1_000)
  }
}

export interface Wish {
  readonly keyName: string
  /** Absent where the key is to be made. */
  readonly apiKeyID?: number
  readonly tenantID?: number
  /** The tab is closed after its first call, whatever came of it. */
  readonly isAbandoned: boolean
  readonly faultFor: (request: string) => Fault | undefined
}
export type Outcome =
  | { readonly end: 'done'; readonly secret: string; readonly calls: number }
  | { readonly end: 'flagged' | 'abandoned'; readonly calls: number }

const patienceMs = 60_000

/** One tab as the page is: it asks, asks again when the line breaks, and opens what is sealed to it. */
export async function runTab(bffPort: number, session: Headers, wish: Wish): Promise<Outcome> {
  const line = await startCuttingProxy({ target: () => bffPort, faultFor: wish.faultFor })
  const tab = await openTab()
  const path = `/bff/issuances/${tab.intent.idempotencyKey}`
  const asked = askedFor(tab, wish)
  const deadline = Date.now() + patienceMs
  let calls = 0

  async function call(method: string, to: string, body?: object): Promise<Answer | undefined> {
    calls += 1
    if (Date.now() > deadline) throw new Error(`${wish.keyName} is not settled after ${patienceMs} ms`)
    return await callBff(line.port, method, to, session, body).catch(() => undefined)
  }
  async function untilSettled(): Promise<Issuance | undefined> {
    let issuance: Issuance | undefined
    for (;;) {
      const isKnown = issuance?.status === 'unknown' || issuance?.status === 'running'
      const answer = isKnown ? await call('GET', path) : await call('POST', '/bff/issuances', asked)
      if (answer?.status === 200) issuance = issuanceSchema.parse(JSON.parse(answer.text))
      else refuseWhatIsFinal(answer)
      if (wish.isAbandoned || issuance?.status === 'sealed' || issuance?.status === 'flagged') return issuance
      await wait(200)
    }
  }
  function refuseWhatIsFinal(answer: Answer | undefined): void {
    if (answer === undefined || [409, 429].includes(answer.status)) return
    const { changed, message } = problemSchema.parse(JSON.parse(answer.text))
    if (answer.status < 500 || changed === 'maybe')
      throw new Error(`${wish.keyName} was answered ${answer.status}: ${message}`)
  }
  async function acknowledge(): Promise<void> {
    while ((await call('POST', `${path}/acknowledgement`, {}))?.status !== 204) await wait(200)
  }

  try {
    const issuance = await untilSettled()
    if (wish.isAbandoned) return { end: 'abandoned', calls }
    if (issuance?.status !== 'sealed') return { end: 'flagged', calls }
    const secret = await tab.open(issuance.apiKey.ID, issuance.sealed)
    await acknowledge()
    return { end: 'done', secret, calls }
  } finally {
    await line.stop()
  }
}

function askedFor({ intent, create, newSecret }: Tab, { keyName, apiKeyID, tenantID }: Wish): object {
  if (tenantID !== undefined) return { operation: 'createForTenant', ...intent, tenantID, body: { keyName } }
  return apiKeyID === undefined ? create(keyName) : newSecret(apiKeyID)
}
