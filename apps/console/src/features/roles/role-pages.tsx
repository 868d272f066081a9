import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { WithRight } from '../../frames/with-right.tsx'
import { useLack } from '../../queries/use-lack.ts'
import { RoleEditorPage } from './editor/role-editor-page.tsx'
import { ComparePage } from './compare-page.tsx'

const newRoute = getRouteApi('/signed-in/roles/new')
const editRoute = getRouteApi('/signed-in/roles/$roleID')
const compareRoute = getRouteApi('/signed-in/roles/compare')

const idOf = (text: string | undefined): number | undefined => (text === undefined ? undefined : Number(text))

export function NewRolePage() {
  const { like, tab = 'general', find } = newRoute.useSearch()
  const navigate = newRoute.useNavigate()
  const leave = useNavigate()
  const lack = useLack('platformRights.administratorRoleRights.canCreateNewAdministratorRoles')
  const close = () => void leave({ to: '/roles', ignoreBlocker: true })
  return (
    <WithRight lack={lack} feature="administratorRoleRights" verb="create" onClose={close}>
      <RoleEditorPage
        likeID={idOf(like)}
        tab={tab}
        find={find}
        onAddress={(part) => void navigate({ search: { like, tab, find, ...part }, replace: true })}
        onClose={close}
      />
    </WithRight>
  )
}

export function EditRolePage() {
  const { roleID } = editRoute.useParams()
  const { tab = 'general', find } = editRoute.useSearch()
  const navigate = editRoute.useNavigate()
  const leave = useNavigate()
  return (
    <RoleEditorPage
      key={roleID}
      roleID={Number(roleID)}
      tab={tab}
      find={find}
      onAddress={(part) => void navigate({ search: { tab, find, ...part }, replace: true })}
      onClose={() => void leave({ to: '/roles', ignoreBlocker: true })}
    />
  )
}

export function CompareRolesPage() {
  const { a, b } = compareRoute.useSearch()
  const navigate = compareRoute.useNavigate()
  return (
    <ComparePage
      a={idOf(a)}
      b={idOf(b)}
      onChoose={(which, ID) => void navigate({ search: (before) => ({ ...before, [which]: ID || undefined }) })}
    />
  )
}
