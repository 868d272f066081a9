import { WithRight } from '../../frames/with-right.tsx'
import { useLack } from '../../queries/use-lack.ts'
import { useNavigate, usePlace, useSearch } from '../../router/use-router.ts'
import { RoleEditorPage } from './editor/role-editor-page.tsx'
import { parseCompareSearch, parseNewRoleSearch, parseRoleSearch } from './role-address.ts'
import { ComparePage } from './compare-page.tsx'

const idOf = (text: string | undefined): number | undefined => (text === undefined ? undefined : Number(text))

export function NewRolePage() {
  const { like, tab = 'general', find } = useSearch(parseNewRoleSearch)
  const navigate = useNavigate()
  const lack = useLack('platformRights.administratorRoleRights.canCreateNewAdministratorRoles')
  const close = () => void navigate({ to: '/roles', ignoreBlocker: true })
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
  const roleID = usePlace().params['roleID']
  const { tab = 'general', find } = useSearch(parseRoleSearch)
  const navigate = useNavigate()
  return (
    <RoleEditorPage
      key={roleID}
      roleID={Number(roleID)}
      tab={tab}
      find={find}
      onAddress={(part) => void navigate({ search: { tab, find, ...part }, replace: true })}
      onClose={() => void navigate({ to: '/roles', ignoreBlocker: true })}
    />
  )
}

export function CompareRolesPage() {
  const { a, b } = useSearch(parseCompareSearch)
  const navigate = useNavigate()
  return (
    <ComparePage
      a={idOf(a)}
      b={idOf(b)}
      onChoose={(which, ID) => void navigate({ search: (before) => ({ ...before, [which]: ID || undefined }) })}
    />
  )
}
