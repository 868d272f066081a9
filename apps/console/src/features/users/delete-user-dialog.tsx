import type { Administrator } from '@latchkey/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { EquivalentCode } from '../../frames/equivalent-code-panel.tsx'
import { OutcomeBanner } from '../../frames/form-window.tsx'
import { useAdministrationSpeech } from '../../messages/administration.ts'
import { refreshAdministrators, removeAdministrator } from '../../queries/administrator-queries.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'

interface DeleteUserDialogProps {
  readonly user: Pick<Administrator, 'ID' | 'username'>
  readonly onClose: () => void
}

export function DeleteUserDialog({ user, onClose }: DeleteUserDialogProps) {
  const { messages } = useAdministrationSpeech()
  const queryClient = useQueryClient()
  const remove = useMutation({
    mutationFn: () => removeAdministrator(user.ID),
    onSuccess: async () => {
      await refreshAdministrators(queryClient)
      onClose()
    },
  })
  const verb = messages.deleteUser(user.username)
  return (
    <ConfirmDialog
      title={verb}
      action={verb}
      cancel={messages.cancel}
      isDanger
      toType={{
        text: user.username,
        label: messages.typeName(user.username),
        missing: messages.typeName(user.username),
      }}
      isBusy={remove.isPending}
      onConfirm={() => remove.mutate()}
      onClose={onClose}
    >
      {remove.error && <OutcomeBanner error={remove.error} />}
      <p>{messages.deleteUserHelp}</p>
      <EquivalentCode change={{ method: 'DELETE', path: `/administrators/${user.ID}` }} />
    </ConfirmDialog>
  )
}
