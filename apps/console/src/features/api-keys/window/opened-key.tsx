import type { ApiKey } from '@latchkey/contract'
import { useQuery } from '@tanstack/react-query'
import { KeyRound } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import { statusOf } from '../../../lib/query-client.ts'
import { useWindowSpeech } from '../../../messages/windows.ts'
import { apiKeyQueries } from '../../../queries/api-key-queries.ts'
import { Button } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { Statement } from '../../../ui/statement.tsx'
import { ApiKeysFailure } from '../api-keys-failure.tsx'

interface OpenedKeyProps {
  readonly apiKeyID: number
  readonly onClose: () => void
  readonly children: (opened: ApiKey) => ReactNode
}

/** What a window is about, as the manager had it when the window was opened, whatever it becomes; or why there is none. */
export function OpenedKey({ apiKeyID, onClose, children }: OpenedKeyProps) {
  const { messages } = useWindowSpeech()
  const { data: key, error, refetch, isSuccess, isFetchedAfterMount } = useQuery(apiKeyQueries.detail(apiKeyID))
  const [opened, setOpened] = useState<ApiKey>()
  if (opened === undefined && isSuccess && isFetchedAfterMount) setOpened(key)
  if (opened) return children(opened)
  return (
    <Dialog title={messages.properties} onClose={onClose} footer={<Button onClick={onClose}>{messages.close}</Button>}>
      {error === null ? (
        <p role="status">{messages.loadingKeys}</p>
      ) : statusOf(error) === 404 ? (
        <Statement icon={<KeyRound size={24} aria-hidden />} title={messages.keyGone} live="status">
          {messages.keyGoneHelp}
        </Statement>
      ) : (
        <ApiKeysFailure error={error} onRetry={() => void refetch()} />
      )}
    </Dialog>
  )
}
