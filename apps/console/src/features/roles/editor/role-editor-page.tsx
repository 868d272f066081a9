import type { Role } from '@latchkey/contract'
import { useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { UserCog } from 'lucide-react'
import { Failure } from '../../../frames/failure.tsx'
import { beyond } from '../../../lib/grants.ts'
import { statusOf } from '../../../lib/query-client.ts'
import { rightOf } from '../../../lib/rights.ts'
import { useAdministrationSpeech, type AllMessages } from '../../../messages/administration.ts'
import { useFormats } from '../../../messages/use-formats.ts'
import { roleQueries } from '../../../queries/role-queries.ts'
import { sessionQueries } from '../../../queries/session-queries.ts'
import { GridSkeleton } from '../../../ui/grid/grid-skeleton.tsx'
import { PageHeader } from '../../../ui/page-header.tsx'
import { Statement } from '../../../ui/statement.tsx'
import { duplicateOf, emptyRole, formOf, knownRights } from '../role-form.ts'
import type { EditorAddress, EditorTab } from '../role-address.ts'
import { nameOf } from '../role-names.ts'
import { catalog } from '../rights-catalog.ts'
import { useOwnRole } from '../../../queries/own-role.ts'
import { useHolders } from '../use-holders.ts'
import { RoleEditor } from './role-editor.tsx'
import styles from './editor.module.css'

interface RoleEditorPageProps {
  /** The role to edit; absent for a new one. */
  readonly roleID?: number
  /** The role a new one begins as. */
  readonly likeID?: number | undefined
  readonly tab: EditorTab
  readonly find: string | undefined
  readonly onAddress: (part: EditorAddress) => void
  readonly onClose: () => void
}

const group = 'platformRights.administratorRoleRights'

export function RoleEditorPage({ roleID, likeID, ...editor }: RoleEditorPageProps) {
  const { messages } = useAdministrationSpeech()
  const { number } = useFormats()
  const { data: session } = useSuspenseQuery(sessionQueries.current())
  const sourceID = roleID ?? likeID
  const source = useQuery({ ...roleQueries.detail(sourceID ?? 0), enabled: sourceID !== undefined })
  const list = useQuery(roleQueries.list())
  const { ownRole: granter, isPending } = useOwnRole()
  const holders = useHolders()
  if (source.isError && statusOf(source.error) === 404)
    return (
      <Statement icon={<UserCog size={24} aria-hidden />} title={messages.roleGone} live="status">
        {messages.roleGoneHelp}
      </Statement>
    )
  if (source.isError)
    return (
      <Failure
        subject={messages.roles}
        right={messages.rightOf(messages['feature.administratorRoleRights'], messages['verb.view'])}
        roleName={session.role?.name}
        error={source.error}
        onRetry={() => void source.refetch()}
      />
    )
  if (isPending || list.isPending || (sourceID !== undefined && !source.data))
    return <GridSkeleton label={messages.loadingList} />
  const role = roleID === undefined ? undefined : source.data
  const known = knownRights([...(source.data ? [source.data] : []), ...(list.data ?? [])])
  const mayEdit = rightOf(session, `${group}.canEditAdministratorRoleProperties`) !== 'missing'
  const title = role?.name ?? messages.newRole
  const { users, keys } = holders.of(roleID ?? -1)
  const readOnly = role && readOnlyReason(role, granter, mayEdit, messages)
  return (
    <RoleEditor
      key={sourceID ?? 'new'}
      start={{ form: startOf(source.data, roleID !== undefined), role, known }}
      granter={granter}
      holders={holders}
      readOnly={readOnly}
      tab={editor.tab}
      find={editor.find}
      onAddress={editor.onAddress}
      onSaved={editor.onClose}
      onClose={editor.onClose}
      frame={({ body, buttons }) => (
        <>
          <title>{`${title} · ${messages.roles} · Latchkey`}</title>
          <PageHeader title={title} actions={<div className={styles['buttons']}>{buttons}</div>}>
            {role && readOnly === undefined && holders.usersAreKnown && holders.keysAreKnown && (
              <span>
                {messages.affects(messages.usersCount(number(users.length)), messages.keysCount(number(keys.length)))}
              </span>
            )}
          </PageHeader>
          {body}
        </>
      )}
    />
  )
}

function startOf(source: Role | undefined, isEdited: boolean) {
  if (!source) return emptyRole
  return isEdited ? formOf(source) : duplicateOf(source)
}

function readOnlyReason(
  role: Role,
  granter: Role | undefined,
  mayEdit: boolean,
  messages: AllMessages,
): string | undefined {
  if (role.immutable) return messages.roleImmutable
  if (!mayEdit) return messages.readAccess
  const [first] = beyond(granter, role)
  if (first === undefined) return undefined
  const right = catalog.find(({ path }) => path === first)
  return messages.roleBeyond(right ? nameOf(right, messages) : messages.wayOrReach)
}
