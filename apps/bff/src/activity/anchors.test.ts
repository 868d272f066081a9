import { mkdirSync, rmSync } from 'node:fs'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { startBff, type BffUnderTest } from '../bff-under-test.ts'
import { openTab } from '../tab-for-tests.ts'
import { readAnchors } from './anchor-file.ts'

const minute = 60_000
let bff: BffUnderTest
beforeEach(async () => {
  bff = await startBff({ issuance: { sweepMs: 20 } })
})
afterEach(() => bff.stop())

const newest = () => readAnchors(bff.anchorFile).at(-1)?.sequence

test('what was recorded last is anchored after five minutes, although nothing more is recorded', async () => {
  await bff.session()
  expect(newest()).toBe(1)
  bff.time.now += 5 * minute
  await vi.waitFor(() => expect(newest()).toBe(2))
})

test('an anchor that cannot be written is told of, and written as soon as it can be', async () => {
  rmSync(bff.anchorFile)
  mkdirSync(bff.anchorFile)
  bff.time.now += 5 * minute
  await bff.session()
  const told = () => bff.lines.filter((line) => line.includes('the activity could not be anchored'))
  await vi.waitFor(() => expect(told()).not.toEqual([]))
  rmSync(bff.anchorFile, { recursive: true })
  await vi.waitFor(() => expect(newest()).toBe(2))
})

test('a stop goes on to its end without the anchor that cannot be written', async () => {
  await bff.session()
  rmSync(bff.anchorFile)
  mkdirSync(bff.anchorFile)
  await expect(bff.restart()).rejects.toThrow('EISDIR')
  const told = bff.lines.filter((line) => line.includes('the activity could not be anchored'))
  expect(told).toHaveLength(1)
  rmSync(bff.anchorFile, { recursive: true })
})

test('the first entry of a start is that it started, before what it finds out about the time before', async () => {
  const session = await bff.session()
  const tab = await openTab()
  bff.manager.tell('POST /api/apikeys', (response) => void response.destroy())
  await bff.call('POST', '/bff/issuances', session, tab.create('ci'))
  await bff.restart()
  const answer = await bff.call('POST', '/bff/activity/search', session, {})
  const actions = answer.json<{ entries: { action: string }[] }>().entries.map(({ action }) => action)
  expect(actions.slice(0, 3)).toEqual(['apikey.created', 'system.started', 'system.stopped'])
})
