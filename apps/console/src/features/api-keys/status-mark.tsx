import type { Messages } from '../../messages/en.ts'
import { StateMark, type Tone } from '../../ui/state-mark.tsx'
import type { ApiKeyStatus } from './status.ts'

const tones = {
  active: 'success',
  expiring: 'warning',
  expired: 'neutral',
  unconfirmed: 'danger',
  'locked-out': 'danger',
} satisfies Record<ApiKeyStatus, Tone>

export const statusMessage = {
  active: 'statusActive',
  expiring: 'statusExpiring',
  expired: 'statusExpired',
  unconfirmed: 'statusUnconfirmed',
  'locked-out': 'statusLockedOut',
} as const satisfies Record<ApiKeyStatus, string>

/** `until` it frees itself: then too many failures locked it, and nobody did. */
export function statusMark(messages: Messages, status: ApiKeyStatus, until: string | undefined) {
  if (until !== undefined) return <StateMark tone="warning">{messages.statusLockedUntil(until)}</StateMark>
  return <StateMark tone={tones[status]}>{messages[statusMessage[status]]}</StateMark>
}
