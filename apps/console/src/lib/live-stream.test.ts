import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { keepLiveStream, onLiveEvent } from './live-stream.ts'
import { resumeSession } from './session-watch.ts'

const ending = new AbortController()
const opened: ReadableStreamDefaultController[] = []
let isUp = true
let isIn = true
let told = 0

const answer = () => new Response(new ReadableStream({ start: (stream) => void opened.push(stream) }), { status: 200 })

beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('location', { origin: 'http://localhost' })
  vi.stubGlobal('navigator', {
    locks: { request: (_name: string, _options: object, read: () => Promise<void>) => read() },
  })
  vi.stubGlobal('fetch', async () => {
    if (!isUp) throw new TypeError('Failed to fetch')
    return isIn ? answer() : new Response(null, { status: 401 })
  })
})
afterEach(() => {
  ending.abort()
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

test('while nobody answers, the pages have time to find out and to say so', async () => {
  const stop = onLiveEvent(({ kind }) => (told += Number(kind === 'everything')))
  void keepLiveStream(ending.signal)
  await vi.advanceTimersByTimeAsync(10_000)
  expect([opened.length, told]).toEqual([1, 0])

  isUp = false
  opened[0]?.close()
  await vi.advanceTimersByTimeAsync(25_000)
  expect(told).toBe(1)
  await vi.advanceTimersByTimeAsync(15_000)
  expect(told).toBe(2)

  isUp = true
  await vi.advanceTimersByTimeAsync(4_000)
  expect([opened.length, told]).toEqual([2, 3])
  stop()
})

test('after its session has ended the stream begins again with the next one, and says what it may have missed', async () => {
  const ended = new AbortController()
  const said: string[] = []
  const stop = onLiveEvent(({ kind }) => said.push(kind))
  opened.length = 0
  void keepLiveStream(ended.signal)
  await vi.advanceTimersByTimeAsync(1_000)
  expect(opened).toHaveLength(1)

  isIn = false
  opened[0]?.close()
  await vi.advanceTimersByTimeAsync(60_000)
  expect(opened).toHaveLength(1)
  said.length = 0

  isIn = true
  resumeSession()
  await vi.advanceTimersByTimeAsync(10_000)
  expect(opened).toHaveLength(2)
  expect(said).toContain('everything')
  ended.abort()
  stop()
})
