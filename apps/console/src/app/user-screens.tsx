import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { RoleEditorDialog } from '../features/roles/editor/role-editor-dialog.tsx'
import { NewUserWindow } from '../features/users/new-user-window.tsx'
import { UserWindow } from '../features/users/user-window.tsx'
import { UsersPage } from '../features/users/users-page.tsx'
import { WithRight } from '../frames/with-right.tsx'
import { useLack } from '../queries/use-lack.ts'

const userRoute = getRouteApi('/signed-in/users/$administratorID')

/** Users are given roles, and “New…” among them opens the editor of another feature: here the two meet. */
export const UsersScreen = () => <UsersPage RoleMaker={RoleEditorDialog} />

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
  const { administratorID } = userRoute.useParams()
  const { tab = 'general' } = userRoute.useSearch()
  const navigate = userRoute.useNavigate()
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
