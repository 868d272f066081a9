import { useSpeech } from '../../messages/messages.tsx'
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

interface StatusMarkProps {
  readonly status: ApiKeyStatus
  /** When it frees itself: then too many failures locked it, and nobody did. */
  readonly until?: string | undefined
}

export function StatusMark({ status, until }: StatusMarkProps) {
  const { messages } = useSpeech()
  if (until !== undefined) return <StateMark tone="warning">{messages.statusLockedUntil(until)}</StateMark>
  return <StateMark tone={tones[status]}>{messages[statusMessage[status]]}</StateMark>
}
