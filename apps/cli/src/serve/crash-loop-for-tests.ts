import { randomInt } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { z } from 'zod'

/** What one key must be after a crash, as far as the manager has acknowledged it. */
interface Known {
  ID?: number
  /** The last secret that was handed out; void once a new one was asked for without an answer. */
  secret?: string | undefined
  locked?: boolean | undefined
}

const issuedSchema = z.object({ ID: z.number(), secretKey: z.string() })
const listSchema = z.object({
  apiKeys: z.array(z.object({ ID: z.number(), keyName: z.string(), active: z.boolean() })),
})

const firstWithinMs = 20_000

/** Signs in at one manager and works there until it dies; what was acknowledged outlives it here. */
export function createWorkers() {
  const keys = new Map<string, Known>()
  let made = 0
  let acknowledged = 0
  let session: Record<string, string> = {}
  let tell = (): void => undefined
  const nextAcknowledged = () => new Promise<void>((resolve) => void (tell = resolve))
  const acknowledge = () => {
    acknowledged += 1
    tell()
  }

  async function call(manager: string, method: string, path: string, body?: unknown, headers = session) {
    const answer = await fetch(`${manager}/api${path}`, {
      method,
      headers: { 'api-version': 'v1', 'content-type': 'application/json', ...headers },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    return { status: answer.status, headers: answer.headers, body: await answer.json() }
  }

  /** Create, replace the secret, lock: before each change what is known of the key is given up, after its answer it is known again. */
  async function workOnce(manager: string): Promise<void> {
    const keyName = `crash-${(made += 1)}`
    const known: Known = {}
    keys.set(keyName, known)
    const created = await call(manager, 'POST', '/apikeys', { keyName, roleID: 1 })
    const first = issuedSchema.parse(created.body)
    Object.assign(known, { ID: first.ID, secret: first.secretKey, locked: false })
    acknowledge()
    known.secret = undefined
    const replaced = await call(manager, 'POST', `/apikeys/${first.ID}/secretkey`, undefined)
    known.secret = issuedSchema.parse(replaced.body).secretKey
    acknowledge()
    if (made % 2 === 0) return
    known.locked = undefined
    const locked = await call(manager, 'POST', `/apikeys/${first.ID}`, { active: false })
    if (locked.status !== 200) throw new Error(`locking was answered ${locked.status}`)
    known.locked = true
    acknowledge()
  }

  return {
    acknowledged: () => acknowledged,
    async signIn(manager: string, userName: string, password: string): Promise<void> {
      const { body, headers } = await call(manager, 'POST', '/sessions', { userName, password }, {})
      session = { cookie: headers.getSetCookie().join(';'), rid: z.object({ RID: z.string() }).parse(body).RID }
    },
    /** Eight at once, until `kill` has ended the manager under them. */
    async workUntilKilled(manager: string, kill: () => Promise<unknown>): Promise<void> {
      const killed = new AbortController()
      const working = Array.from({ length: 8 }, async () => {
        while (!killed.signal.aborted)
          try {
            await workOnce(manager)
          } catch (error) {
            // Cut off in the middle is what this is about; an answer of the wrong shape is not.
            if (!killed.signal.aborted && !(error instanceof TypeError)) throw error
            return
          }
      })
      // On a machine with other work the first change takes a while, and a kill before it tries nothing.
      await Promise.race([nextAcknowledged(), wait(firstWithinMs, undefined, { ref: false })])
      await wait(randomInt(400))
      killed.abort()
      await kill()
      await Promise.all(working)
    },
    /** Eight at once, until the manager has left by itself. */
    async workUntilGone(manager: string): Promise<void> {
      const work = async () => {
        for (;;) await workOnce(manager)
      }
      await Promise.all(Array.from({ length: 8 }, () => work().catch(() => undefined)))
    },
    /** One sentence for each thing acknowledged that is not so. */
    async differences(manager: string): Promise<string[]> {
      const { apiKeys } = listSchema.parse((await call(manager, 'GET', '/apikeys')).body)
      const found: string[] = []
      for (const [keyName, known] of keys) {
        const there = apiKeys.filter((key) => key.keyName === keyName)
        if (there.length > 1) found.push(`${keyName} is there ${there.length} times`)
        if (known.ID === undefined) continue
        const [key] = there
        if (key?.ID !== known.ID) found.push(`${keyName} was made as ${known.ID} and is ${key?.ID ?? 'gone'}`)
        if (known.locked !== undefined && key?.active === known.locked) found.push(`the lock of ${keyName} was lost`)
        if (known.secret === undefined || known.locked !== false) continue
        const { status } = await call(manager, 'GET', '/apikeys/current', undefined, { 'api-secret-key': known.secret })
        if (status !== 200) found.push(`the secret of ${keyName} is answered ${status}`)
      }
      return found
    },
  }
}
