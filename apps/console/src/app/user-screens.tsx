import type { ReactNode } from 'react'
import { RoleEditorDialog } from '../features/roles/editor/role-editor-dialog.tsx'
import { NewUserWindow } from '../features/users/new-user-window.tsx'
import { UserWindow } from '../features/users/user-window.tsx'
import { UsersPage } from '../features/users/users-page.tsx'
import { parseUserSearch } from '../features/users/user-address.ts'
import { WithRight } from '../frames/with-right.tsx'
import { useLack } from '../queries/use-lack.ts'
import { useNavigate, usePlace, useSearch } from '../router/use-router.ts'

/** Users are given roles, and “New…” among them opens the editor of another feature: here the two meet. */
export const UsersScreen = ({ children }: { readonly children?: ReactNode }) => (
  <UsersPage RoleMaker={RoleEditorDialog}>{children}</UsersPage>
)

function useClose(): () => void {
  const navigate = useNavigate()
  return () => void navigate({ to: '/users', search: ({ q, sort }) => ({ q, sort }), ignoreBlocker: true })
}

export function NewUserScreen() {
  const close = useClose()
  const lack = useLack('platformRights.administratorRights.canCreateNewAdministrators')
  return (
    <WithRight lack={lack} feature="administratorRights" verb="create" onClose={close}>
      <NewUserWindow RoleMaker={RoleEditorDialog} onClose={close} />
    </WithRight>
  )
}

export function UserScreen() {
  const administratorID = usePlace().params['administratorID']
  const { tab = 'general' } = useSearch(parseUserSearch)
  const navigate = useNavigate()
  const close = useClose()
  return (
    <UserWindow
      key={administratorID}
      administratorID={Number(administratorID)}
      RoleMaker={RoleEditorDialog}
      tab={tab}
      onTab={(next) => void navigate({ search: (before) => ({ ...before, tab: next }), replace: true })}
      onClose={close}
    />
  )
}
