import { Link } from '@tanstack/react-router'
import { useSpeech } from '../messages/messages.tsx'
import { Notice } from '../ui/notice.tsx'

export function NotFoundPage() {
  const { messages } = useSpeech()
  return (
    <main>
      <Notice title={messages.notFound}>
        <Link to="/api-keys">{messages.goToKeys}</Link>
      </Notice>
    </main>
  )
}
