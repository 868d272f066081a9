import type { Role } from '@latchkey/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { EquivalentCode } from '../../frames/equivalent-code-panel.tsx'
import { OfflineBanner, OutcomeBanner } from '../../frames/form-window.tsx'
import { statusOf } from '../../lib/query-client.ts'
import { useOnline } from '../../lib/use-online.ts'
import { useAdministrationSpeech } from '../../messages/administration.ts'
import { refreshRoles, removeRole } from '../../queries/role-queries.ts'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { AssignedToTab } from './editor/assigned-to-tab.tsx'
import { RoleChangedBanner } from './role-changed-banner.tsx'
import { requireAsSeen, RoleChanged } from './role-changed.ts'
import type { HoldersOf } from './use-holders.ts'

interface DeleteRoleDialogProps {
  readonly role: Role
  readonly holders: HoldersOf
  readonly onClose: () => void
}

/** A role that is held stays: whoever holds it is named instead. One that changed meanwhile is looked at again first. */
export function DeleteRoleDialog({ role, holders, onClose }: DeleteRoleDialogProps) {
  const { messages } = useAdministrationSpeech()
  const queryClient = useQueryClient()
  const isOnline = useOnline()
  const [seen, setSeen] = useState(role)
  const remove = useMutation({
    mutationFn: () => removeAsSeen(seen),
    onSuccess: async () => {
      await refreshRoles(queryClient)
      onClose()
    },
  })
  const { users, keys } = holders.of(role.ID)
  const verb = messages.deleteRole(seen.name)
  if (users.length + keys.length > 0)
    return (
      <Dialog title={verb} onClose={onClose} footer={<Button onClick={onClose}>{messages.close}</Button>}>
        <Banner tone="info">
          {messages.roleInUse(messages.usersCount(String(users.length)), messages.keysCount(String(keys.length)))}
        </Banner>
        <AssignedToTab roleID={role.ID} holders={holders} messages={messages} />
      </Dialog>
    )
  const changed = remove.error instanceof RoleChanged ? remove.error : undefined
  const typing = messages.typeName(seen.name)
  const lookAgain = (now: Role) => {
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
      toType={changed ? undefined : { text: seen.name, label: typing, missing: typing }}
      isBusy={remove.isPending}
      onConfirm={() => (changed ? lookAgain(changed.now) : remove.mutate())}
      onClose={onClose}
    >
      <OfflineBanner />
      {changed ? (
        <RoleChangedBanner changed={changed}>{messages.roleChanged}</RoleChangedBanner>
      ) : (
        remove.error && <OutcomeBanner error={remove.error} />
      )}
      <p>{messages.deleteRoleHelp}</p>
      <EquivalentCode change={{ method: 'DELETE', path: `/roles/${seen.ID}` }} />
    </ConfirmDialog>
  )
}

async function removeAsSeen(seen: Role): Promise<void> {
  try {
    await requireAsSeen(seen)
  } catch (error) {
    // What is to be deleted and is not there any more is as it should be.
    if (statusOf(error) === 404) return
    throw error
  }
  await removeRole(seen.ID)
}
