import type { Administrator } from '@latchkey/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { EquivalentCode } from '../../frames/equivalent-code-panel.tsx'
import { OfflineBanner, OutcomeBanner } from '../../frames/form-window.tsx'
import { statusOf } from '../../lib/query-client.ts'
import { useOnline } from '../../lib/use-online.ts'
import { useAdministrationSpeech } from '../../messages/administration.ts'
import { refreshAdministrators, removeAdministrator } from '../../queries/administrator-queries.ts'
import { Banner } from '../../ui/banner.tsx'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { UserChangedFacts } from './user-changed-facts.tsx'
import { requireAsSeen, UserChanged } from './user-changed.ts'

interface DeleteUserDialogProps {
  readonly user: Administrator
  readonly onClose: () => void
}

/** Whoever changed meanwhile is looked at again first. */
export function DeleteUserDialog({ user, onClose }: DeleteUserDialogProps) {
  const { messages } = useAdministrationSpeech()
  const queryClient = useQueryClient()
  const isOnline = useOnline()
  const [seen, setSeen] = useState(user)
  const remove = useMutation({
    mutationFn: () => removeAsSeen(seen),
    onSuccess: async () => {
      await refreshAdministrators(queryClient)
      onClose()
    },
  })
  const changed = remove.error instanceof UserChanged ? remove.error : undefined
  const verb = messages.deleteUser(seen.username)
  const typing = messages.typeName(seen.username)
  const lookAgain = (now: Administrator) => {
    setSeen(now)
    remove.reset()
  }
  return (
    <ConfirmDialog
      title={verb}
      action={changed ? messages.lookAgain : verb}
      cancel={messages.cancel}
      isDanger={!changed}
      blocked={isOnline ? undefined : messages.offline}
      toType={changed ? undefined : { text: seen.username, label: typing, missing: typing }}
      isBusy={remove.isPending}
      onConfirm={() => (changed ? lookAgain(changed.now) : remove.mutate())}
      onClose={onClose}
    >
      <OfflineBanner />
      {changed ? (
        <Banner tone="warning">
          <p>{messages.userChanged}</p>
          <UserChangedFacts changed={changed} />
        </Banner>
      ) : (
        remove.error && <OutcomeBanner error={remove.error} />
      )}
      <p>{messages.deleteUserHelp}</p>
      <EquivalentCode change={{ method: 'DELETE', path: `/administrators/${seen.ID}` }} />
    </ConfirmDialog>
  )
}

async function removeAsSeen(seen: Administrator): Promise<void> {
  try {
    await requireAsSeen(seen)
  } catch (error) {
    // Who is to be deleted and is not there any more is as it should be.
    if (statusOf(error) === 404) return
    throw error
  }
  await removeAdministrator(seen.ID)
}
