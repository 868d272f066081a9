import { databasesUnderTest } from '@latchkey/testing'
import { password, secretHeaders, startManager } from './manager-under-test.ts'

/** How long a refusal takes, in milliseconds, the kinds taking turns so that the machine is as busy for each; only tests use it. */
export async function signInTimes(samples: number) {
  const [sqlite] = databasesUnderTest()
  if (sqlite === undefined) throw new Error('There is no database.')
  const manager = await startManager(sqlite)
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
  const times: Record<'known' | 'locked' | 'nobody', number[]> = { known: [], locked: [], nobody: [] }
  for (let round = 0; round < samples; round += 1)
    for (const userName of ['known', 'locked', 'nobody'] as const) {
      const began = performance.now()
      await manager.call('POST', '/api/sessions', { userName, password: 'wrong' }, { 'api-version': 'v1' })
      times[userName].push(performance.now() - began)
    }
  await manager.stop()
  return times
}

/** 0.5 for two kinds that take the same time, 0 or 1 for two that can be told apart every time. */
export function shareOfSlower(these: readonly number[], those: readonly number[]): number {
  const slower = these.flatMap((one) => those.map((other) => Number(one > other)))
  return slower.reduce((sum, one) => sum + one, 0) / slower.length
}
