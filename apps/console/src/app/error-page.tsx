import { CircleAlert } from 'lucide-react'
import { CallError } from '../lib/client.ts'
import { useSpeech } from '../messages/messages.tsx'
import { useRouter } from '../router/use-router.ts'
import { Button } from '../ui/button.tsx'
import { Statement } from '../ui/statement.tsx'

/** For what no page has an answer to. */
export function ErrorPage({ error }: { readonly error: unknown }) {
  const { messages } = useSpeech()
  const router = useRouter()
  const call = error instanceof CallError ? error : undefined
  const again = () => {
    // A part of the page that did not come does not come a second time without a new page.
    if (call === undefined) location.reload()
    else void router.load()
  }
  return (
    <main>
      <Statement
        level={1}
        live="alert"
        icon={<CircleAlert size={24} aria-hidden />}
        title={messages.pageFailed}
        note={call?.requestID && messages.requestID(call.requestID)}
        actions={
          <Button look="primary" onClick={again}>
            {messages.retry}
          </Button>
        }
      >
        {call === undefined
          ? messages.consoleFault
          : call.status === undefined
            ? messages.noAnswer
            : `${call.message} ${messages.failedUnchanged}`}
      </Statement>
    </main>
  )
}
