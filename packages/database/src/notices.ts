import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'

export interface NoticeListener {
  readonly heard: (text: string) => void
  /** The line was down: what was said meanwhile is lost. */
  readonly missed: () => void
  readonly failed: (error: unknown) => void
}
export type StopListening = () => Promise<void>

const reconnectAfterMs = 1000
const usualAnswerMs = 10_000

/** Between those who opened the same file: it is held by one process, so all of them are in it. */
export function noticesInProcess() {
  const listeners = new Set<NoticeListener>()
  return {
    hear: async (listener: NoticeListener): Promise<StopListening> => {
      listeners.add(listener)
      return async () => void listeners.delete(listener)
    },
    notify: async (text: string): Promise<void> => {
      for (const { heard } of listeners) heard(text)
    },
  }
}

/** A connection of its own that only listens, and comes back when it is cut, or found to have fallen silent. */
export async function listenOnPostgres(
  url: string,
  channel: string,
  listener: NoticeListener,
  answerMs = usualAnswerMs,
): Promise<StopListening> {
  const stopping = new AbortController()
  let client = await connect().catch(lost)

  async function connect(): Promise<pg.Client> {
    const connecting = new pg.Client({
      connectionString: url,
      connectionTimeoutMillis: 5000,
      query_timeout: answerMs,
    })
    connecting.on('notification', ({ payload }) => listener.heard(payload ?? ''))
    // An error is followed by the end, and the end is what is acted on.
    connecting.on('error', listener.failed)
    try {
      await connecting.connect()
      await connecting.query(`LISTEN ${channel}`)
    } catch (error) {
      await connecting.end().catch(() => undefined)
      throw error
    }
    // Nothing tells whoever only listens that nobody is speaking any more.
    const asking = setInterval(() => void connecting.query('SELECT 1').catch(() => connecting.end()), answerMs)
    asking.unref()
    connecting.once('end', () => {
      clearInterval(asking)
      void comeBack()
    })
    return connecting
  }
  function lost(error: unknown): undefined {
    listener.failed(error)
    void comeBack()
    return undefined
  }
  async function comeBack(): Promise<void> {
    const { signal } = stopping
    await wait(reconnectAfterMs, undefined, { ref: false, signal }).catch(() => undefined)
    if (signal.aborted) return
    client = await connect().catch(lost)
    if (client === undefined) return
    if (signal.aborted) await client.end()
    else listener.missed()
  }

  return async () => {
    stopping.abort()
    await client?.end()
  }
}
