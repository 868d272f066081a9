import type { Role } from '@latchkey/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { EquivalentCode } from '../../frames/equivalent-code-panel.tsx'
import { OutcomeBanner } from '../../frames/form-window.tsx'
import { useAdministrationSpeech } from '../../messages/administration.ts'
import { refreshRoles, removeRole } from '../../queries/role-queries.ts'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { AssignedToTab } from './editor/assigned-to-tab.tsx'
import type { HoldersOf } from './use-holders.ts'

interface DeleteRoleDialogProps {
  readonly role: Role
  readonly holders: HoldersOf
  readonly onClose: () => void
}

/** A role that is held stays: whoever holds it is named instead. */
export function DeleteRoleDialog({ role, holders, onClose }: DeleteRoleDialogProps) {
  const { messages } = useAdministrationSpeech()
  const queryClient = useQueryClient()
  const remove = useMutation({
    mutationFn: () => removeRole(role.ID),
    onSuccess: async () => {
      await refreshRoles(queryClient)
      onClose()
    },
  })
  const { users, keys } = holders.of(role.ID)
  const verb = messages.deleteRole(role.name)
  if (users.length + keys.length > 0)
    return (
      <Dialog title={verb} onClose={onClose} footer={<Button onClick={onClose}>{messages.close}</Button>}>
        <Banner tone="info">{messages.roleInUse(String(users.length), String(keys.length))}</Banner>
        <AssignedToTab roleID={role.ID} holders={holders} messages={messages} />
      </Dialog>
    )
  return (
    <ConfirmDialog
      title={verb}
      action={verb}
      cancel={messages.cancel}
      isDanger
      toType={{ text: role.name, label: messages.typeName(role.name), missing: messages.typeName(role.name) }}
      isBusy={remove.isPending}
      onConfirm={() => remove.mutate()}
      onClose={onClose}
    >
      {remove.error && <OutcomeBanner error={remove.error} />}
      <p>{messages.deleteRoleHelp}</p>
      <EquivalentCode change={{ method: 'DELETE', path: `/roles/${role.ID}` }} />
    </ConfirmDialog>
  )
}
