import { CircleAlert, CircleSlash, LockKeyhole } from 'lucide-react'
import { CallError } from '../lib/client.ts'
import { useAdministrationSpeech } from '../messages/administration.ts'
import { requestText } from '../messages/outcome.ts'
import { Button } from '../ui/button.tsx'
import { Statement } from '../ui/statement.tsx'

interface FailureProps {
  /** What could not be read, such as “Roles”. */
  readonly subject: string
  /** The right it takes, by its name in the role editor. */
  readonly right: string
  readonly roleName: string | undefined
  readonly error: Error
  readonly onRetry: () => void
}

/** Stands where what was asked for would: no right, a manager that has no such thing, or no answer. */
export function Failure({ subject, right, roleName, error, onRetry }: FailureProps) {
  const { messages } = useAdministrationSpeech()
  const call = error instanceof CallError ? error : undefined
  if (call?.status === 403)
    return (
      <Statement live="status" icon={<LockKeyhole size={24} aria-hidden />} title={messages.cannotSee(subject)}>
        {messages.takesRight(right, roleName ?? messages.ofYourRole)}
      </Statement>
    )
  if (call?.status === 404 || call?.status === 405)
    return (
      <Statement live="status" icon={<CircleSlash size={24} aria-hidden />} title={messages.notTold(subject)}>
        {messages.notToldHelp}
      </Statement>
    )
  return (
    <Statement
      live="alert"
      icon={<CircleAlert size={24} aria-hidden />}
      title={messages.cannotBeRead(subject)}
      note={requestText(error, messages)}
      actions={
        <Button look="primary" onClick={onRetry}>
          {messages.retry}
        </Button>
      }
    >
      {call?.status === undefined
        ? `${messages.noAnswer} ${messages.failedUnchanged}`
        : messages.keysFailedHelp(call.status)}
    </Statement>
  )
}
