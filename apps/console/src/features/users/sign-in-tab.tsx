import type { Administrator } from '@latchkey/contract'
import { Facts } from '../../frames/facts.tsx'
import { useAdministrationSpeech } from '../../messages/administration.ts'
import { useFormats } from '../../messages/use-formats.ts'
import { Button } from '../../ui/button.tsx'
import { CheckBox } from '../../ui/check-box.tsx'
import type { FieldsProps } from './user-fields.tsx'
import type { Obstacle } from './user-rules.ts'

interface SignInTabProps extends FieldsProps {
  readonly user: Administrator
  readonly obstacle: Obstacle | undefined
  readonly onSetPassword: () => void
  readonly onTakeFactor: () => void
}

export function SignInTab({ form, readOnly, set, user, obstacle, onSetPassword, onTakeFactor }: SignInTabProps) {
  const { messages } = useAdministrationSpeech()
  const { number, dateTimeIn, timeZone } = useFormats()
  const moment = (ms: number) => dateTimeIn(ms, timeZone) ?? ''
  const mayTake = !readOnly && user.mfaType !== 'none' && obstacle !== 'oneself'
  return (
    <>
      {!readOnly && (
        <div>
          <Button onClick={onSetPassword}>{messages.setPassword}</Button>
        </div>
      )}
      <CheckBox
        label={messages.passwordNeverExpires}
        checked={form.passwordNeverExpires}
        disabled={readOnly}
        onChange={(passwordNeverExpires) => set({ passwordNeverExpires })}
      />
      <CheckBox
        label={messages.userLockedOut}
        checked={!form.active}
        disabled={readOnly}
        reason={obstacle && user.active ? messages[obstacle] : undefined}
        onChange={(isLocked) => set({ active: !isLocked })}
      />
      <Facts
        facts={[
          [messages.mfa, user.mfaType === 'none' ? messages.mfaOffFor : messages.on],
          [
            messages.lastSignIn,
            user.lastSignIn === undefined ? messages.notSeenSince(moment(user.created)) : moment(user.lastSignIn),
          ],
          [messages.failedAttempts, number(user.unsuccessfulSignInAttempts)],
          [messages.unlockTime, user.unlockTime === undefined ? undefined : moment(user.unlockTime)],
          [messages.lastPasswordChange, moment(user.lastPasswordChange)],
          [messages.created, moment(user.created)],
          [messages.ID, user.ID],
        ]}
      />
      {mayTake && (
        <div>
          <Button onClick={onTakeFactor}>{messages.takeMfaAway}</Button>
        </div>
      )}
    </>
  )
}
