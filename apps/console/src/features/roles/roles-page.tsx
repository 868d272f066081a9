import type { Role } from '@latchkey/contract'
import { useMutation, useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { Columns2, Copy, History, Plus, ScrollText, SquarePen, Trash2, UserCog } from 'lucide-react'
import { useMemo, useState } from 'react'
import { ListPage, type Exported } from '../../frames/list-page.tsx'
import { lacksAll, rightOf } from '../../lib/rights.ts'
import { useAdministrationSpeech } from '../../messages/administration.ts'
import { useFormats } from '../../messages/use-formats.ts'
import { roleQueries } from '../../queries/role-queries.ts'
import { sessionQueries } from '../../queries/session-queries.ts'
import { useNavigate } from '../../router/use-router.ts'
import { Button } from '../../ui/button.tsx'
import type { MenuItem } from '../../ui/menu.tsx'
import { DeleteRoleDialog } from './delete-role-dialog.tsx'
import { saveRoles } from './export-roles.ts'
import { roleColumns, toRoleRows, type RoleRow } from './role-rows.tsx'
import { useHolders } from './use-holders.ts'

const group = 'platformRights.administratorRoleRights'
const create = `${group}.canCreateNewAdministratorRoles`
const remove = `${group}.canDeleteAdministratorRoles`
const byName = { column: 'name', descending: false }

export function RolesPage() {
  const { messages, language } = useAdministrationSpeech()
  const { number } = useFormats()
  const navigate = useNavigate()
  const { data: session } = useSuspenseQuery(sessionQueries.current())
  const reading = useQuery(roleQueries.list())
  const holders = useHolders()
  const [deleting, setDeleting] = useState<Role>()
  const collator = useMemo(() => new Intl.Collator(language, { numeric: true, sensitivity: 'base' }), [language])
  const columns = useMemo(() => roleColumns(messages, collator), [messages, collator])
  const rows = toRoleRows(reading.data ?? [], holders, messages, number)
  const exporting = useMutation({ mutationFn: ({ rows: list, q }: Exported<RoleRow>) => saveRoles(list, q, holders) })
  const mayCreate = rightOf(session, create) !== 'missing'
  const mayDelete = rightOf(session, remove) !== 'missing'
  const open = ({ role }: RoleRow) => void navigate({ to: '/roles/$roleID', params: { roleID: String(role.ID) } })

  const actionsOf = (chosen: readonly RoleRow[]): readonly MenuItem[] => {
    const [first, second] = chosen
    const notOne = chosen.length === 1 ? undefined : messages.selectOneRow
    const like = first && { like: String(first.role.ID) }
    return [
      {
        id: 'properties',
        name: messages.properties,
        icon: <SquarePen size={16} aria-hidden />,
        blocked: notOne,
        onSelect: () => first && open(first),
      },
      ...(mayCreate
        ? [
            {
              id: 'duplicate',
              name: messages.duplicate,
              icon: <Copy size={16} aria-hidden />,
              blocked: notOne,
              onSelect: () => void navigate({ to: '/roles/new', search: { like: like?.like, tab: undefined } }),
            },
          ]
        : []),
      {
        id: 'events',
        name: messages.viewEvents,
        icon: <ScrollText size={16} aria-hidden />,
        blocked: notOne,
        onSelect: () => first && void navigate({ to: '/system-events', search: { target: `role.${first.role.ID}` } }),
      },
      {
        id: 'activity',
        name: messages.viewActivity,
        icon: <History size={16} aria-hidden />,
        blocked: notOne,
        onSelect: () => first && void navigate({ to: '/activity', search: { object: `roles.${first.role.ID}` } }),
      },
      {
        id: 'compare',
        name: messages.compare,
        icon: <Columns2 size={16} aria-hidden />,
        blocked: chosen.length === 2 ? undefined : messages.selectTwo,
        onSelect: () =>
          void navigate({
            to: '/roles/compare',
            search: { a: String(first?.role.ID), b: String(second?.role.ID) },
          }),
      },
      ...(mayDelete
        ? [
            {
              id: 'delete',
              name: messages.deleteEllipsis,
              icon: <Trash2 size={16} aria-hidden />,
              danger: true,
              blocked: notOne ?? (first?.role.immutable === true ? messages.roleImmutable : undefined),
              onSelect: () => setDeleting(first?.role),
            },
          ]
        : []),
    ]
  }

  return (
    <ListPage
      title={messages.roles}
      reading={reading}
      rows={rows}
      columns={columns.wide}
      narrowColumns={columns.narrow}
      usualSort={byName}
      rowKey={rowKey}
      textOf={textOf}
      searchLabel={messages.searchRoles}
      count={(shown, all) => (shown === all ? messages.rolesCount(all) : messages.rolesOf(shown, all))}
      facts={
        lacksAll(session, [create, remove, `${group}.canEditAdministratorRoleProperties`]) && (
          <span>{messages.readAccess}</span>
        )
      }
      exporting={exporting}
      primary={
        mayCreate && (
          <Button
            look="primary"
            onClick={() => void navigate({ to: '/roles/new', search: { like: undefined, tab: undefined } })}
          >
            <Plus size={16} aria-hidden />
            {messages.newKey}
          </Button>
        )
      }
      actionsOf={actionsOf}
      onOpen={open}
      empty={{ icon: <UserCog size={24} aria-hidden />, title: messages.noRoles, help: messages.noRolesHelp }}
      right={messages.rightOf(messages['feature.administratorRoleRights'], messages['verb.view'])}
      roleName={session.role?.name}
    >
      {deleting && <DeleteRoleDialog role={deleting} holders={holders} onClose={() => setDeleting(undefined)} />}
    </ListPage>
  )
}

const rowKey = ({ role }: RoleRow): number => role.ID
const textOf = ({ role }: RoleRow): string => `${role.name}\n${role.description}`
