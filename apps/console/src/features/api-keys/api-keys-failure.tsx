import { useSuspenseQuery } from '@tanstack/react-query'
import { CircleAlert, LockKeyhole } from 'lucide-react'
import { CallError } from '../../lib/client.ts'
import { useSpeech } from '../../messages/messages.tsx'
import { sessionQueries } from '../../queries/session-queries.ts'
import { Button } from '../../ui/button.tsx'
import { Statement } from '../../ui/statement.tsx'

interface ApiKeysFailureProps {
  readonly error: Error
  readonly onRetry: () => void
}

export function ApiKeysFailure({ error, onRetry }: ApiKeysFailureProps) {
  const { messages } = useSpeech()
  const { data: session } = useSuspenseQuery(sessionQueries.current())
  const call = error instanceof CallError ? error : undefined
  if (call?.status === 403)
    return (
      <Statement live="status" icon={<LockKeyhole size={24} aria-hidden />} title={messages.noRight}>
        {messages.noRightHelp(session.role?.name ?? messages.ofYourRole)}
      </Statement>
    )
  return (
    <Statement
      live="alert"
      icon={<CircleAlert size={24} aria-hidden />}
      title={messages.keysFailed}
      note={call?.requestID && messages.requestID(call.requestID)}
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
