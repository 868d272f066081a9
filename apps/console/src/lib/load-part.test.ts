import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { beginsAnew, loadPart } from './load-part.ts'

const kept = new Map<string, string>()
const reload = vi.fn<() => void>()

beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('navigator', { onLine: true })
  vi.stubGlobal('location', { reload })
  vi.stubGlobal('sessionStorage', {
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, text: string) => void kept.set(name, text),
  })
})
afterEach(() => {
  kept.clear()
  reload.mockReset()
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

test('what does not come at once is asked for twice more', async () => {
  const load = vi
    .fn<() => Promise<string>>()
    .mockRejectedValueOnce(new Error('lost'))
    .mockRejectedValueOnce(new Error('lost'))
  load.mockResolvedValue('part')
  const loading = loadPart(load)
  await vi.advanceTimersByTimeAsync(2_000)
  expect(await loading).toBe('part')
})

test('what does not come at all fails', async () => {
  await Promise.all([
    expect(loadPart(() => Promise.reject(new Error('gone')))).rejects.toThrow('gone'),
    vi.advanceTimersByTimeAsync(2_000),
  ])
})

test('the page begins anew once for what is missing, and once for what is missing of the next release', () => {
  expect(beginsAnew(new TypeError('no a.js'))).toBe(true)
  expect(beginsAnew(new TypeError('no a.js'))).toBe(false)
  expect(beginsAnew(new TypeError('no b.js'))).toBe(true)
  expect(reload).toHaveBeenCalledTimes(2)
})
