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

export function StatusMark({ status }: { readonly status: ApiKeyStatus }) {
  const { messages } = useSpeech()
  return <StateMark tone={tones[status]}>{messages[statusMessage[status]]}</StateMark>
}
