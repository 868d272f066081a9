import type { Administrator } from '@latchkey/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { EquivalentCode } from '../../frames/equivalent-code-panel.tsx'
import { OfflineBanner, OutcomeBanner } from '../../frames/form-window.tsx'
import { useOnline } from '../../lib/use-online.ts'
import { useAdministrationSpeech } from '../../messages/administration.ts'
import { modifyAdministrator, refreshAdministrators } from '../../queries/administrator-queries.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'

interface TakeFactorDialogProps {
  readonly user: Pick<Administrator, 'ID' | 'username'>
  readonly onTaken: (user: Administrator) => void
  readonly onClose: () => void
}

const change = { mfaType: 'none' } as const

/** For whoever lost the authenticator and the recovery codes. */
export function TakeFactorDialog({ user: { ID, username }, onTaken, onClose }: TakeFactorDialogProps) {
  const { messages } = useAdministrationSpeech()
  const queryClient = useQueryClient()
  const isOnline = useOnline()
  const take = useMutation({
    mutationFn: () => modifyAdministrator(ID, change),
    onSuccess: async (user) => {
      onTaken(user)
      onClose()
      await refreshAdministrators(queryClient)
    },
  })
  const verb = messages.takeMfaAwayOf(username)
  return (
    <ConfirmDialog
      title={verb}
      action={verb}
      cancel={messages.cancel}
      isDanger
      blocked={isOnline ? undefined : messages.offline}
      isBusy={take.isPending}
      onConfirm={() => take.mutate()}
      onClose={onClose}
    >
      <OfflineBanner />
      {take.error && <OutcomeBanner error={take.error} />}
      <p>{messages.takeMfaAwayHelp}</p>
      <EquivalentCode change={{ method: 'POST', path: `/administrators/${ID}`, body: change }} />
    </ConfirmDialog>
  )
}
