import { execFileSync } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { runExactlyOnce } from './exactly-once-for-tests.ts'

const runs = Number(process.env['ONCE_RUNS'] ?? 100_000)
const runsOfOneTrial = 1_000
// Most of a trial is waiting for time limits.
const trialsAtOnce = 3
const build = join(import.meta.dirname, '../../../scripts/build.ts')
beforeAll(() => void execFileSync(process.execPath, [build], { stdio: 'pipe' }), 120_000)

test(
  `${runs} wishes end as one key with one live secret that one tab holds, or flagged`,
  async () => {
    const trials = Array.from({ length: Math.ceil(runs / runsOfOneTrial) }, (_, index) => index)
    const workOff = async () => {
      for (let index = trials.shift(); index !== undefined; index = trials.shift()) {
        const trial = {
          profile: index % 2 === 0 ? 'full' : 'stock',
          runs: Math.min(runsOfOneTrial, runs - index * runsOfOneTrial),
          people: 30,
          seed: randomInt(2 ** 31),
        } as const
        const { problems, ...figures } = await runExactlyOnce(trial)
        console.log(`exactly once: ${JSON.stringify({ ...trial, ...figures })}`)
        expect(problems).toEqual([])
      }
    }
    await Promise.all(Array.from({ length: trialsAtOnce }, workOff))
  },
  24 * 60 * 60_000,
)
