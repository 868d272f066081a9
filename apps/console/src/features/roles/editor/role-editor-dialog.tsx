import type { Role } from '@latchkey/contract'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { OfflineBanner } from '../../../frames/form-window.tsx'
import { useAdministrationSpeech } from '../../../messages/administration.ts'
import { roleQueries } from '../../../queries/role-queries.ts'
import { Dialog } from '../../../ui/dialog.tsx'
import type { EditorTab } from '../role-address.ts'
import { emptyRole, knownRights } from '../role-form.ts'
import { useOwnRole } from '../../../queries/own-role.ts'
import { useHolders } from '../use-holders.ts'
import { RoleEditor } from './role-editor.tsx'

interface RoleEditorDialogProps {
  /** With the new role, or without one. */
  readonly onDone: (role?: Role) => void
}

/** From “New…” in a list of roles: over the window that asked, which stays as it was. */
export function RoleEditorDialog({ onDone }: RoleEditorDialogProps) {
  const { messages } = useAdministrationSpeech()
  const list = useQuery(roleQueries.list())
  const { ownRole: granter, isPending } = useOwnRole()
  const holders = useHolders()
  const [tab, setTab] = useState<EditorTab>('general')
  if (isPending || list.isPending) return null
  return (
    <RoleEditor
      start={{ form: emptyRole, known: knownRights(list.data ?? []) }}
      granter={granter}
      holders={holders}
      readOnly={undefined}
      tab={tab}
      find={undefined}
      onAddress={({ tab: next }) => next && setTab(next)}
      onSaved={onDone}
      onClose={() => onDone()}
      frame={({ body, buttons, close }) => (
        <Dialog title={messages.newRole} size="wide" onClose={close} footer={buttons}>
          <OfflineBanner />
          {body}
        </Dialog>
      )}
    />
  )
}
