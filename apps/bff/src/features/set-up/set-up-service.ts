import { Refusal, setUpEndpoints, type ClaimSetUp } from '@latchkey/contract'
import type { Recorder } from '../../activity/recorder.ts'
import type { Origin } from '../../caller.ts'
import type { ManagerClient } from '../../manager-client.ts'

/** Setting up happens before there is anybody: these are the only calls to the manager without a session. */
export const createSetUpService = (manager: ManagerClient, recorder: Recorder) => ({
  describe: async () =>
    answerOf(setUpEndpoints.describe.replies[200], (await manager.look({ method: 'GET', path: '/setup' })).value),
  claim: (body: ClaimSetUp, origin: Origin) =>
    recorder.around(
      { person: undefined, origin },
      { action: 'user.created', objectKind: 'administrators', objectName: body.userName },
      async () =>
        answerOf(
          setUpEndpoints.claim.replies[200],
          JSON.parse(await manager.change({ method: 'POST', path: '/setup', body })),
        ),
      ({ ID }) => ({ objectID: ID }),
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
