import type { Tenant } from '@latchkey/contract'
import { useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { Building2, Lock, LockOpen, Plus, Trash2 } from 'lucide-react'
import { useMemo, useState } from 'react'
import { ListPage } from '../../frames/list-page.tsx'
import { rightOf } from '../../lib/rights.ts'
import { useAdministrationSpeech, type AllMessages } from '../../messages/administration.ts'
import { useFormats } from '../../messages/use-formats.ts'
import { sessionQueries } from '../../queries/session-queries.ts'
import { tenantQueries } from '../../queries/tenant-queries.ts'
import { Button } from '../../ui/button.tsx'
import type { MenuItem } from '../../ui/menu.tsx'
import { NewTenantWindow } from './new-tenant-window.tsx'
import { tenantColumns } from './tenant-columns.tsx'
import { TenantDialog, type TenantChange } from './tenant-dialog.tsx'

type Open = 'new' | { readonly what: TenantChange; readonly tenant: Tenant }

const group = 'platformRights.multiTenantRights'
const byName = { column: 'name', descending: false }

/** For administrators of the primary tenant; everyone else is told so by the manager. */
export function TenantsPage() {
  const { messages, language } = useAdministrationSpeech()
  const formats = useFormats()
  const { data: session } = useSuspenseQuery(sessionQueries.current())
  const reading = useQuery(tenantQueries.list())
  const [open, setOpen] = useState<Open>()
  const columns = useMemo(
    () => tenantColumns(messages, formats, new Intl.Collator(language)),
    [messages, formats, language],
  )
  const may = (right: 'canCreateTenants' | 'canDeleteTenants' | 'canEditTenantGeneralProperties') =>
    rightOf(session, `${group}.${right}`) !== 'missing'
  const close = () => setOpen(undefined)
  return (
    <ListPage
      title={messages.tenants}
      reading={reading}
      rows={reading.data ?? []}
      columns={columns.wide}
      narrowColumns={columns.narrow}
      usualSort={byName}
      rowKey={rowKey}
      textOf={textOf}
      searchLabel={messages.searchRoles}
      count={(shown, all) => messages.tenantsOf(shown, all)}
      primary={
        reading.isSuccess &&
        may('canCreateTenants') && (
          <Button look="primary" onClick={() => setOpen('new')}>
            <Plus size={16} aria-hidden />
            {messages.newKey}
          </Button>
        )
      }
      actionsOf={(chosen) =>
        actionsOf(chosen, may('canEditTenantGeneralProperties'), may('canDeleteTenants'), messages, (what, tenant) =>
          setOpen({ what, tenant }),
        )
      }
      onOpen={() => undefined}
      empty={{ icon: <Building2 size={24} aria-hidden />, title: messages.noTenants, help: messages.noTenantsHelp }}
      right={messages.rightOf(messages['feature.multiTenantRights'], messages['verb.view'])}
      roleName={session.role?.name}
    >
      {open === 'new' && <NewTenantWindow onClose={close} />}
      {open !== undefined && open !== 'new' && <TenantDialog what={open.what} tenant={open.tenant} onClose={close} />}
    </ListPage>
  )
}

const rowKey = ({ ID }: Tenant): number => ID
const textOf = ({ name, description }: Tenant): string => `${name}\n${description}`
/** The tenant in which all of this is done. */
const isPrimary = ({ ID }: Tenant): boolean => ID === 0

function actionsOf(
  chosen: readonly Tenant[],
  mayEdit: boolean,
  mayDelete: boolean,
  messages: AllMessages,
  ask: (what: TenantChange, tenant: Tenant) => void,
): readonly MenuItem[] {
  const [first] = chosen
  const notOne = chosen.length === 1 ? undefined : messages.selectOneRow
  const blocked = notOne ?? (first && isPrimary(first) ? messages.primaryTenantStays : undefined)
  const isSuspended = first?.tenantState === 'suspended'
  const change = isSuspended ? 'resume' : 'suspend'
  return [
    ...(mayEdit
      ? [
          {
            id: change,
            name: messages[`${change}Tenant`],
            icon: isSuspended ? <LockOpen size={16} aria-hidden /> : <Lock size={16} aria-hidden />,
            blocked,
            onSelect: () => first && ask(change, first),
          },
        ]
      : []),
    ...(mayDelete
      ? [
          {
            id: 'delete',
            name: messages.deleteEllipsis,
            icon: <Trash2 size={16} aria-hidden />,
            danger: true,
            blocked,
            onSelect: () => first && ask('delete', first),
          },
        ]
      : []),
  ]
}
