import type { Tenant } from '@latchkey/contract'
import { ComparedTable } from '../../frames/compared-table.tsx'
import { useAdministrationSpeech } from '../../messages/administration.ts'
import { Banner } from '../../ui/banner.tsx'
import { shownFields, type TenantChanged } from './tenant-changed.ts'

const fieldNames = { name: 'name', description: 'description', tenantState: 'status' } as const

export function TenantChangedBanner({ changed: { before, now } }: { readonly changed: TenantChanged }) {
  const { messages } = useAdministrationSpeech()
  const valueOf = (tenant: Tenant, field: (typeof shownFields)[number]) => {
    if (field !== 'tenantState') return tenant[field]
    return tenant.tenantState === 'active' ? messages.statusActive : messages.suspended
  }
  return (
    <Banner tone="warning">
      <p>{messages.tenantChanged}</p>
      <ComparedTable
        rows={shownFields
          .filter((field) => before[field] !== now[field])
          .map((field) => ({
            id: field,
            name: messages[fieldNames[field]],
            a: valueOf(before, field),
            b: valueOf(now, field),
          }))}
        a={messages.meanwhileBefore}
        b={messages.meanwhileTheirs}
      />
    </Banner>
  )
}
