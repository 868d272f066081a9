import type { ApiKey } from '@latchkey/contract'
import { statusOf } from '../../../lib/query-client.ts'
import { lockOutSurely, modifyApiKey, removeApiKey } from '../../../queries/api-key-changes.ts'
import { readApiKey } from '../../../queries/api-key-queries.ts'
import { modifyNote } from '../../../queries/note-queries.ts'
import { differences, type ComparedField } from '../differences.ts'
import { propertiesOf, type KeyWork } from './work-change.ts'

export type Outcome =
  | { readonly status: 'done'; readonly key?: ApiKey; readonly isReasonLost?: boolean }
  /** It is not as it was when it was asked about, so that nothing was done. */
  | { readonly status: 'changed'; readonly now: ApiKey; readonly fields: readonly ComparedField[] }
  /** Somebody deleted it meanwhile. */
  | { readonly status: 'gone' }
  | { readonly status: 'failed'; readonly error: Error }

export const rowsMax = 1_000

export async function doOne(drawn: ApiKey, work: KeyWork): Promise<Outcome> {
  try {
    const now = await readApiKey(drawn.ID)
    const fields = differences(drawn, now)
    if (fields.length > 0) return { status: 'changed', now, fields }
    return { status: 'done', ...(await carryOut(now.ID, work)) }
  } catch (error) {
    // What is to be deleted and is not there any more is as it should be.
    if (statusOf(error) === 404) return { status: work.kind === 'remove' ? 'done' : 'gone' }
    return { status: 'failed', error: error instanceof Error ? error : new Error('failed', { cause: error }) }
  }
}

async function carryOut(
  ID: number,
  work: KeyWork,
): Promise<{ readonly key?: ApiKey; readonly isReasonLost?: boolean }> {
  switch (work.kind) {
    case 'lockOut': {
      const key = await lockOutSurely(ID)
      return { key, isReasonLost: !(await isNoted(ID, work.reason)) }
    }
    case 'unlock': {
      const key = await modifyApiKey(ID, { active: true })
      return { key, isReasonLost: !(await isNoted(ID, null)) }
    }
    case 'remove':
      await removeApiKey(ID)
      return {}
    case 'setExpiry':
    case 'changeRole':
      return { key: await modifyApiKey(ID, propertiesOf(work) ?? {}) }
  }
}

/** That a reason cannot be written makes no key any less locked out: it is said, and no failure. */
const isNoted = (ID: number, lockReason: string | null): Promise<boolean> =>
  modifyNote(ID, { lockReason }).then(
    () => true,
    () => false,
  )
