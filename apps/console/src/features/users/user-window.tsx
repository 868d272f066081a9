import type { Administrator } from '@latchkey/contract'
import { useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { UserX } from 'lucide-react'
import { useState } from 'react'
import { Failure } from '../../frames/failure.tsx'
import { statusOf } from '../../lib/query-client.ts'
import { useAdministrationSpeech } from '../../messages/administration.ts'
import { administratorQueries } from '../../queries/administrator-queries.ts'
import { sessionQueries } from '../../queries/session-queries.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Statement } from '../../ui/statement.tsx'
import type { RoleMaker } from '../../frames/use-role-maker.tsx'
import type { UserTab } from './user-address.ts'
import { UserProperties } from './user-properties.tsx'

interface UserWindowProps {
  readonly administratorID: number
  readonly RoleMaker: RoleMaker
  readonly tab: UserTab
  readonly onTab: (tab: UserTab) => void
  readonly onClose: () => void
}

export function UserWindow({ administratorID, onClose, ...window }: UserWindowProps) {
  const { messages } = useAdministrationSpeech()
  const { data: session } = useSuspenseQuery(sessionQueries.current())
  const { data: user, error, refetch } = useQuery(administratorQueries.detail(administratorID))
  // What is typed stays as it was opened; a later reading is compared with it when it is sent.
  const [opened, setOpened] = useState<Administrator | undefined>(user)
  if (opened === undefined && user !== undefined) setOpened(user)
  if (opened) return <UserProperties opened={opened} session={session} onClose={onClose} {...window} />
  return (
    <Dialog title={messages.properties} onClose={onClose} footer={<Button onClick={onClose}>{messages.close}</Button>}>
      {error === null ? (
        <p role="status">{messages.loadingList}</p>
      ) : statusOf(error) === 404 ? (
        <Statement icon={<UserX size={24} aria-hidden />} title={messages.userGone} live="status">
          {messages.userGoneHelp}
        </Statement>
      ) : (
        <Failure
          subject={messages.users}
          right={messages.rightOf(messages['feature.administratorRights'], messages['verb.view'])}
          roleName={session.role?.name}
          error={error}
          onRetry={() => void refetch()}
        />
      )}
    </Dialog>
  )
}
