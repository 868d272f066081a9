import type { OwnChange } from '../../frames/own-code.ts'

const path = '/administrators/current/mfa'
// Signing in takes a code as well, and each counts once.
const next = { body: { mfaCode: 'NEXT_CODE' }, asks: 'NEXT_CODE' }

/** What the windows about the second factor send. */
export const factorCalls = {
  enrol: [
    { method: 'POST', path },
    { method: 'POST', path: `${path}/confirm`, body: { mfaCode: 'FIRST_CODE' }, asks: 'FIRST_CODE' },
  ],
  replace: [{ method: 'POST', path: `${path}/recoverycodes`, ...next }],
  remove: [{ method: 'DELETE', path, ...next }],
} as const satisfies Record<string, OwnChange['calls']>
