import type { ApiKey, Note } from '@latchkey/contract'
import { useQueryClient } from '@tanstack/react-query'
import { useWindowSpeech } from '../../../messages/windows.ts'
import { useFormats } from '../../../messages/use-formats.ts'
import { keepsLastSignIn } from '../../../queries/keeps-last-sign-in.ts'
import styles from '../window/window.module.css'
import { readableReason } from './lock-reasons.ts'

interface KeyGlanceProps {
  readonly apiKey: ApiKey
  readonly note: Note | undefined
  readonly roleName: string | undefined
}

/** Whose key it is and whether it is in use, and what of that is not known. */
export function KeyGlance({ apiKey, note, roleName }: KeyGlanceProps) {
  const { messages } = useWindowSpeech()
  const { dateTimeIn, number, timeZone } = useFormats()
  const queryClient = useQueryClient()
  const neverSeen = keepsLastSignIn(queryClient)
    ? messages.notSeenSince(dateTimeIn(apiKey.created, timeZone) ?? '')
    : messages.unavailable
  const unlocks = dateTimeIn(apiKey.unlockTime ?? 0, timeZone) ?? ''
  return (
    <dl className={styles['facts']}>
      <dt>{messages.role}</dt>
      <dd>{roleName ?? messages.unavailable}</dd>
      <dt>{messages.lastSignIn}</dt>
      <dd>{apiKey.lastSignIn === undefined ? neverSeen : dateTimeIn(apiKey.lastSignIn, timeZone)}</dd>
      <dt>{messages.failedAttempts}</dt>
      <dd>{number(apiKey.unsuccessfulSignInAttempts)}</dd>
      <dt>{messages.owner}</dt>
      <dd>{note?.owner ?? messages.notKnown}</dd>
      {note?.lockReason !== undefined && (
        <>
          <dt>{messages.lockReason}</dt>
          <dd>{readableReason(note.lockReason, messages)}</dd>
        </>
      )}
      {apiKey.unlockTime !== undefined && (
        <>
          <dt>{messages.unlockTime}</dt>
          <dd>{apiKey.active ? unlocks : messages.freesItself(unlocks)}</dd>
        </>
      )}
    </dl>
  )
}
