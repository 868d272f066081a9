import { useRouter, type ErrorComponentProps } from '@tanstack/react-router'
import { CallError } from '../lib/client.ts'
import { useSpeech } from '../messages/messages.tsx'
import { Button } from '../ui/button.tsx'
import { Notice } from '../ui/notice.tsx'

export function ErrorPage({ error }: ErrorComponentProps) {
  const { messages } = useSpeech()
  const router = useRouter()
  return (
    <main>
      <Notice title={error instanceof Error ? error.message : String(error)} tone="danger">
        {error instanceof CallError && error.requestID && <p>{messages.requestID(error.requestID)}</p>}
        <Button onClick={() => void router.invalidate()}>{messages.retry}</Button>
      </Notice>
    </main>
  )
}
