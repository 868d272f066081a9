import { MapPinOff } from 'lucide-react'
import { useSpeech } from '../messages/messages.tsx'
import { Link } from '../router/link.tsx'
import { Statement } from '../ui/statement.tsx'

export function NotFoundPage() {
  const { messages } = useSpeech()
  return (
    <Statement
      level={1}
      icon={<MapPinOff size={24} aria-hidden />}
      title={messages.notFound}
      actions={<Link to="/api-keys">{messages.goToKeys}</Link>}
    >
      {messages.notFoundHelp}
    </Statement>
  )
}
