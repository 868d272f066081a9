import type { LiveEvent } from '@latchkey/contract'
import { untilResumed } from './session-watch.ts'

const channel = new BroadcastChannel('latchkey.live')
const listeners = new Set<(event: LiveEvent) => void>()
channel.addEventListener('message', ({ data }: MessageEvent<LiveEvent>) => tell(data))

/** After so long without a word the stream is dead: the server says something every 15 s. */
const silentMaxMs = 35_000
const againMs = 3_000
const toldEvery = 10

function tell(event: LiveEvent): void {
  for (const listener of listeners) listener(event)
}

export function onLiveEvent(listener: (event: LiveEvent) => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** One stream for all tabs of the browser: the tab that holds the lock reads it and passes on what it says. */
export async function keepLiveStream(signal: AbortSignal): Promise<void> {
  let attempts = 0
  const read = async () => {
    const everything = { kind: 'everything' } as const
    while (!signal.aborted) {
      // It ends with the server, the connection or the session: what happens until it is open again is missed.
      const onOpen = () => {
        if (attempts > 0) passOn(everything)
        attempts = 0
      }
      const isRefused = await readStream(signal, onOpen).catch(() => false)
      if (isRefused) {
        attempts += 1
        return
      }
      // Not at every attempt: each time the pages begin to read anew, and would never come to say that it fails.
      if (attempts % toldEvery === 1) passOn(everything)
      attempts += 1
      await pause(signal)
    }
  }
  try {
    while (!signal.aborted) {
      await navigator.locks.request('latchkey.live', { signal }, read)
      // Refused: another tab may have been let in meanwhile, and this one is when the person is.
      await untilResumed(signal)
    }
  } catch {
    // This tab was closed, or signed out, before its turn came.
  }
}

function passOn(event: LiveEvent): void {
  tell(event)
  channel.postMessage(event)
}

/** True where there is no use in asking again before somebody has signed in. */
async function readStream(signal: AbortSignal, onOpen: () => void): Promise<boolean> {
  const silent = new AbortController()
  let timer = setTimeout(() => silent.abort(), silentMaxMs)
  const response = await fetch(`${location.origin}/bff/live`, {
    headers: { 'x-csrf': '1', 'x-passive': '1', accept: 'text/event-stream' },
    signal: AbortSignal.any([signal, silent.signal]),
  })
  if (!response.ok || !response.body) return response.status === 401 || response.status === 404
  onOpen()
  let rest = ''
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader()
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    clearTimeout(timer)
    timer = setTimeout(() => silent.abort(), silentMaxMs)
    const lines = (rest + part.value).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) if (line.startsWith('data: ')) passOn(eventOf(line.slice('data: '.length)))
  }
  clearTimeout(timer)
  return false
}

/** What cannot be read is taken for a change of anything. */
function eventOf(text: string): LiveEvent {
  try {
    const event: LiveEvent = JSON.parse(text)
    return event
  } catch {
    return { kind: 'everything' }
  }
}

const pause = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, againMs)
    signal.addEventListener('abort', () => (clearTimeout(timer), resolve()), { once: true })
  })
