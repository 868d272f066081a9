import type { ModifyTenant, Tenant } from '@latchkey/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { EquivalentCode } from '../../frames/equivalent-code-panel.tsx'
import { OfflineBanner, OutcomeBanner } from '../../frames/form-window.tsx'
import { useOnline } from '../../lib/use-online.ts'
import { useAdministrationSpeech } from '../../messages/administration.ts'
import { modifyTenant, refreshTenants, removeTenant } from '../../queries/tenant-queries.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import type { TenantChange } from './tenant-address.ts'
import { TenantChangedBanner } from './tenant-changed-banner.tsx'
import { requireTenantAsSeen, TenantChanged } from './tenant-changed.ts'

interface TenantDialogProps {
  readonly what: TenantChange
  readonly tenant: Tenant
  readonly onClose: () => void
}

const stateAfter = (what: Exclude<TenantChange, 'delete'>): Pick<ModifyTenant, 'tenantState'> => ({
  tenantState: what === 'suspend' ? 'suspended' : 'active',
})

/** Whatever changed meanwhile is looked at first. */
export function TenantDialog({ what, tenant, onClose }: TenantDialogProps) {
  const { messages } = useAdministrationSpeech()
  const queryClient = useQueryClient()
  const isOnline = useOnline()
  const [seen, setSeen] = useState(tenant)
  const change = useMutation({
    mutationFn: async () => {
      await requireTenantAsSeen(seen)
      if (what === 'delete') await removeTenant(tenant.ID)
      else await modifyTenant(tenant.ID, stateAfter(what))
    },
    onSuccess: async () => {
      await refreshTenants(queryClient)
      onClose()
    },
  })
  const changed = change.error instanceof TenantChanged ? change.error : undefined
  const lookAgain = (now: Tenant) => {
    setSeen(now)
    change.reset()
  }
  const verb = messages[`${what}TenantVerb`](seen.name)
  const typing = messages.typeName(seen.name)
  return (
    <ConfirmDialog
      title={verb}
      action={changed ? messages.lookAgain : verb}
      cancel={messages.cancel}
      isDanger={what !== 'resume' && !changed}
      blocked={isOnline ? undefined : messages.offline}
      isBusy={change.isPending}
      toType={what === 'delete' && !changed ? { text: seen.name, label: typing, missing: typing } : undefined}
      onConfirm={() => (changed ? lookAgain(changed.now) : change.mutate())}
      onClose={onClose}
    >
      <OfflineBanner />
      {changed ? <TenantChangedBanner changed={changed} /> : change.error && <OutcomeBanner error={change.error} />}
      <p>{messages[`${what}TenantHelp`]}</p>
      <EquivalentCode
        change={
          what === 'delete'
            ? { method: 'DELETE', path: `/tenants/${tenant.ID}` }
            : { method: 'POST', path: `/tenants/${tenant.ID}`, body: stateAfter(what) }
        }
      />
    </ConfirmDialog>
  )
}
