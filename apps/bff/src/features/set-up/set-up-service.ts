import { Refusal, setUpEndpoints, type ClaimSetUp } from '@latchkey/contract'
import type { ManagerClient } from '../../manager-client.ts'

/** Setting up happens before there is anybody: these are the only calls to the manager without a session. */
export const createSetUpService = (manager: ManagerClient) => ({
  describe: async () =>
    answerOf(setUpEndpoints.describe.replies[200], (await manager.look({ method: 'GET', path: '/setup' })).value),
  claim: async (body: ClaimSetUp) =>
    answerOf(
      setUpEndpoints.claim.replies[200],
      JSON.parse(await manager.change({ method: 'POST', path: '/setup', body })),
    ),
})
export type SetUpService = ReturnType<typeof createSetUpService>

function answerOf<Answer>(
  schema: { safeParse: (value: unknown) => { success: true; data: Answer } | { success: false } },
  value: unknown,
): Answer {
  const answer = schema.safeParse(value)
  if (!answer.success) throw new Refusal(502, 'The manager answered the set-up with something that cannot be used.')
  return answer.data
}
