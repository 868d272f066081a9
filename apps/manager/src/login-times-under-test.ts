import { databasesUnderTest } from '@latchkey/testing'
import { password, secretHeaders, startManager, type ManagerUnderTest } from './manager-under-test.ts'

/** How long the refusal of a sign-in takes, in milliseconds; only tests use it. */
export async function signInTimes(samples: number) {
  return await withManager(async (manager) => {
    const byKey = secretHeaders((await manager.newKey()).secretKey)
    const allowed = '/api/systemsettings/platformSettingUserSignInAttemptsAllowedNumber'
    await manager.succeed('POST', allowed, { value: '100' }, byKey)
    for (const username of ['known', 'locked'])
      await manager.succeed(
        'POST',
        '/api/administrators',
        { username, password, roleID: 2, active: username === 'known' },
        byKey,
      )
    return await takingTurns(samples, ['known', 'locked', 'nobody'], (userName) =>
      manager.call('POST', '/api/sessions', { userName, password: 'wrong' }, { 'api-version': 'v1' }),
    )
  })
}

/** How long the refusal of a wrong secret takes, in milliseconds; only tests use it. */
export async function wrongSecretTimes(samples: number) {
  return await withManager(async (manager) => {
    const one = await manager.newKey()
    const bytes = (await manager.newKey()).secretKey.split(':')[1]
    const IDs = { known: one.ID, nobody: 99_999 }
    return await takingTurns(samples, ['known', 'nobody'], (kind) =>
      manager.call('GET', '/api/apikeys/current', undefined, secretHeaders(`${IDs[kind]}:${bytes}`)),
    )
  })
}

async function withManager<Result>(work: (manager: ManagerUnderTest) => Promise<Result>): Promise<Result> {
  const [sqlite] = databasesUnderTest()
  if (sqlite === undefined) throw new Error('There is no database.')
  const manager = await startManager(sqlite)
  return await work(manager).finally(() => manager.stop())
}

// Taking turns, so that the machine is as busy for each kind.
async function takingTurns<Kind extends string>(
  samples: number,
  kinds: readonly Kind[],
  refusal: (kind: Kind) => Promise<unknown>,
): Promise<Record<Kind, number[]>> {
  const times = new Map(kinds.map((kind): [Kind, number[]] => [kind, []]))
  for (let round = 0; round < samples; round += 1)
    for (const [kind, taken] of times) {
      const began = performance.now()
      await refusal(kind)
      taken.push(performance.now() - began)
    }
  return Object.fromEntries(times) as Record<Kind, number[]> // one entry for each kind
}

/** 0.5 for two kinds that take the same time, 0 or 1 for two that can be told apart every time. */
export function shareOfSlower(these: readonly number[], those: readonly number[]): number {
  const slower = these.flatMap((one) => those.map((other) => Number(one > other)))
  return slower.reduce((sum, one) => sum + one, 0) / slower.length
}
