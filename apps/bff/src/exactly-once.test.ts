import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { runExactlyOnce } from './exactly-once-for-tests.ts'

const build = join(import.meta.dirname, '../../../scripts/build.ts')
beforeAll(() => void execFileSync(process.execPath, [build], { stdio: 'pipe' }), 120_000)

test.each([
  { profile: 'full', runs: 100, people: 30 },
  { profile: 'stock', runs: 50, people: 10 },
] as const)(
  '$runs wishes end as one key with one live secret that one tab holds, or flagged, on the $profile profile',
  async (trial) => {
    const seed = Number(process.env['ONCE_SEED'] ?? 1)
    const { problems, ...figures } = await runExactlyOnce({ ...trial, seed })
    console.log(`exactly once, ${trial.profile}, seed ${seed}: ${JSON.stringify(figures)}`)
    expect(problems).toEqual([])
    expect(figures.done + figures.retried + figures.flagged + figures.abandoned).toBe(trial.runs)
  },
  600_000,
)
