import type { ModifyTenant, Tenant } from '@latchkey/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { EquivalentCode } from '../../frames/equivalent-code-panel.tsx'
import { OutcomeBanner } from '../../frames/form-window.tsx'
import { useAdministrationSpeech } from '../../messages/administration.ts'
import { modifyTenant, refreshTenants, removeTenant } from '../../queries/tenant-queries.ts'
import type { TenantChange } from './tenant-address.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'

interface TenantDialogProps {
  readonly what: TenantChange
  readonly tenant: Tenant
  readonly onClose: () => void
}

const stateAfter = (what: Exclude<TenantChange, 'delete'>): Pick<ModifyTenant, 'tenantState'> => ({
  tenantState: what === 'suspend' ? 'suspended' : 'active',
})

export function TenantDialog({ what, tenant, onClose }: TenantDialogProps) {
  const { messages } = useAdministrationSpeech()
  const queryClient = useQueryClient()
  const change = useMutation({
    mutationFn: async () => {
      if (what === 'delete') await removeTenant(tenant.ID)
      else await modifyTenant(tenant.ID, stateAfter(what))
    },
    onSuccess: async () => {
      await refreshTenants(queryClient)
      onClose()
    },
  })
  const verb = messages[`${what}TenantVerb`](tenant.name)
  const typing = messages.typeName(tenant.name)
  return (
    <ConfirmDialog
      title={verb}
      action={verb}
      cancel={messages.cancel}
      isDanger={what !== 'resume'}
      isBusy={change.isPending}
      toType={what === 'delete' ? { text: tenant.name, label: typing, missing: typing } : undefined}
      onConfirm={() => change.mutate()}
      onClose={onClose}
    >
      {change.error && <OutcomeBanner error={change.error} />}
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
