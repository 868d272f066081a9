import type { Tenant } from '@latchkey/contract'
import { useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { Building2, Plus } from 'lucide-react'
import { useMemo, type ComponentType } from 'react'
import { ListPage } from '../../frames/list-page.tsx'
import { rightOf } from '../../lib/rights.ts'
import { useAdministrationSpeech } from '../../messages/administration.ts'
import { useFormats } from '../../messages/use-formats.ts'
import { sessionQueries } from '../../queries/session-queries.ts'
import { tenantQueries } from '../../queries/tenant-queries.ts'
import { useNavigate, useSearch } from '../../router/use-router.ts'
import { Button } from '../../ui/button.tsx'
import { NewTenantWindow } from './new-tenant-window.tsx'
import { tenantActions, type TenantRight } from './tenant-actions.tsx'
import { parseTenantSearch, type TenantWindow } from './tenant-address.ts'
import { tenantColumns } from './tenant-columns.tsx'
import { TenantDialog } from './tenant-dialog.tsx'

interface TenantsPageProps {
  /** Makes a key for a tenant: keys are another feature. */
  readonly KeyMaker: ComponentType<{ readonly tenant: Tenant; readonly onClose: () => void }>
}

const group = 'platformRights.multiTenantRights'
const byName = { column: 'name', descending: false }

/** For administrators of the primary tenant; everyone else is told so by the manager. */
export function TenantsPage({ KeyMaker }: TenantsPageProps) {
  const { messages, language } = useAdministrationSpeech()
  const formats = useFormats()
  const { data: session } = useSuspenseQuery(sessionQueries.current())
  const reading = useQuery(tenantQueries.list())
  const { open, tenant: tenantID } = useSearch(parseTenantSearch)
  const navigate = useNavigate()
  const tenant = reading.data?.find(({ ID }) => String(ID) === tenantID)
  const columns = useMemo(
    () => tenantColumns(messages, formats, new Intl.Collator(language)),
    [messages, formats, language],
  )
  const may = (right: TenantRight) => rightOf(session, `${group}.${right}`) !== 'missing'
  const show = (what: TenantWindow | undefined, which?: Tenant) =>
    void navigate({
      search: ({ q, sort }) => ({ q, sort, open: what, tenant: which && String(which.ID) }),
      ignoreBlocker: what === undefined,
    })
  const close = () => show(undefined)
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
          <Button look="primary" onClick={() => show('new')}>
            <Plus size={16} aria-hidden />
            {messages.newKey}
          </Button>
        )
      }
      actionsOf={(chosen) =>
        tenantActions(chosen, may, messages, {
          ask: show,
          showEvents: ({ ID }) => void navigate({ to: '/system-events', search: { target: `tenant.${ID}` } }),
          showActivity: ({ ID }) => void navigate({ to: '/activity', search: { object: `tenants.${ID}` } }),
        })
      }
      onOpen={() => undefined}
      empty={{ icon: <Building2 size={24} aria-hidden />, title: messages.noTenants, help: messages.noTenantsHelp }}
      right={messages.rightOf(messages['feature.multiTenantRights'], messages['verb.view'])}
      roleName={session.role?.name}
    >
      {open === 'new' && <NewTenantWindow onClose={close} />}
      {open === 'key' && tenant && <KeyMaker tenant={tenant} onClose={close} />}
      {open !== undefined && open !== 'new' && open !== 'key' && tenant && (
        <TenantDialog what={open} tenant={tenant} onClose={close} />
      )}
    </ListPage>
  )
}

const rowKey = ({ ID }: Tenant): number => ID
const textOf = ({ name, description }: Tenant): string => `${name}\n${description}`
