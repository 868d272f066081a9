import type { Administrator } from '@latchkey/contract'
import { useMutation, useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { Plus, Users } from 'lucide-react'
import { useMemo, useState, type ReactNode } from 'react'
import { ListPage, type Exported } from '../../frames/list-page.tsx'
import { lacksAll, rightOf } from '../../lib/rights.ts'
import { useNow } from '../../lib/use-now.ts'
import { useAdministrationSpeech } from '../../messages/administration.ts'
import { useFormats } from '../../messages/use-formats.ts'
import { administratorQueries } from '../../queries/administrator-queries.ts'
import { roleQueries } from '../../queries/role-queries.ts'
import { sessionQueries } from '../../queries/session-queries.ts'
import { useNavigate } from '../../router/use-router.ts'
import { Button } from '../../ui/button.tsx'
import { ChangeUsersDialog, type UserChange } from './change-users-dialog.tsx'
import { DeleteUserDialog } from './delete-user-dialog.tsx'
import { saveUsers } from './export-users.ts'
import type { RoleMaker } from '../../frames/use-role-maker.tsx'
import { SetPasswordWindow } from './set-password-window.tsx'
import { useReach } from './use-reach.ts'
import { userActions } from './user-actions.tsx'
import { toUserRows, userColumns, type UserRow } from './user-rows.tsx'

type Asking =
  | { readonly what: UserChange; readonly users: readonly Administrator[] }
  | { readonly what: 'password' | 'delete'; readonly user: Administrator }

const group = 'platformRights.administratorRights'
const byName = { column: 'username', descending: false }

interface UsersPageProps {
  readonly RoleMaker: RoleMaker
  /** The window of one user. */
  readonly children: ReactNode
}

export function UsersPage({ RoleMaker, children }: UsersPageProps) {
  const { messages, language } = useAdministrationSpeech()
  const formats = useFormats()
  const navigate = useNavigate()
  const now = useNow()
  const { data: session } = useSuspenseQuery(sessionQueries.current())
  const reading = useQuery(administratorQueries.list())
  const { data: roles } = useQuery(roleQueries.list())
  const [asking, setAsking] = useState<Asking>()
  const collator = useMemo(() => new Intl.Collator(language, { numeric: true, sensitivity: 'base' }), [language])
  const columns = useMemo(() => userColumns(messages, formats, collator), [messages, formats, collator])
  const users = reading.data ?? []
  const exporting = useMutation({
    mutationFn: ({ rows, q }: Exported<UserRow>) => saveUsers(rows, q, formats.timeZone),
  })
  const roleNames = new Map(
    [...(session.role ? [session.role] : []), ...(roles ?? [])].map(({ ID, name }) => [ID, name] as const),
  )
  const may = {
    create: rightOf(session, `${group}.canCreateNewAdministrators`) !== 'missing',
    edit: rightOf(session, `${group}.canEditAdministratorProperties`) !== 'missing',
    remove: rightOf(session, `${group}.canDeleteAdministrators`) !== 'missing',
  }
  const mayMakeRoles =
    rightOf(session, 'platformRights.administratorRoleRights.canCreateNewAdministratorRoles') !== 'missing'
  const open = ({ user }: UserRow) =>
    void navigate({
      to: '/users/$administratorID',
      params: { administratorID: String(user.ID) },
      search: ({ q, sort }) => ({ q, sort, tab: undefined }),
    })
  const reachTo = useReach()
  const close = () => setAsking(undefined)
  return (
    <ListPage
      title={messages.users}
      reading={reading}
      rows={toUserRows(users, roleNames, now)}
      columns={columns.wide}
      narrowColumns={columns.narrow}
      usualSort={byName}
      rowKey={rowKey}
      textOf={textOf}
      searchLabel={messages.searchUsers}
      count={(shown, all) => (shown === all ? messages.usersCount(all) : messages.usersOf(shown, all))}
      facts={
        lacksAll(session, [
          `${group}.canCreateNewAdministrators`,
          `${group}.canEditAdministratorProperties`,
          `${group}.canDeleteAdministrators`,
        ]) && <span>{messages.readAccess}</span>
      }
      exporting={exporting}
      primary={
        may.create && (
          <Button
            look="primary"
            onClick={() => void navigate({ to: '/users/new', search: ({ q, sort }) => ({ q, sort }) })}
          >
            <Plus size={16} aria-hidden />
            {messages.newKey}
          </Button>
        )
      }
      actionsOf={(chosen) =>
        userActions(chosen, users, session.administratorID, may, reachTo, messages, {
          open,
          showEvents: ({ user }) =>
            void navigate({ to: '/system-events', search: { target: `administrator.${user.ID}` } }),
          showActivity: ({ user }) =>
            void navigate({ to: '/activity', search: { object: `administrators.${user.ID}` } }),
          ask: (what, which) => setAsking({ what, users: which.map(({ user }) => user) }),
          askOne: (what, { user }) => setAsking({ what, user }),
        })
      }
      onOpen={open}
      empty={{ icon: <Users size={24} aria-hidden />, title: messages.noUsers, help: messages.noUsersHelp }}
      right={messages.rightOf(messages['feature.administratorRights'], messages['verb.view'])}
      roleName={session.role?.name}
    >
      {asking && 'users' in asking && (
        <ChangeUsersDialog
          what={asking.what}
          users={asking.users}
          mayMakeRoles={mayMakeRoles}
          RoleMaker={RoleMaker}
          onClose={close}
        />
      )}
      {asking?.what === 'password' && <SetPasswordWindow user={asking.user} onClose={close} />}
      {asking?.what === 'delete' && <DeleteUserDialog user={asking.user} onClose={close} />}
      {children}
    </ListPage>
  )
}

const rowKey = ({ user }: UserRow): number => user.ID
const textOf = ({ user, roleName }: UserRow): string =>
  [user.username, user.fullName, user.description, user.emailAddress, roleName].join('\n')
