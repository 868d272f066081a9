import type { Tenant } from '@latchkey/contract'
import { History, KeyRound, Lock, LockOpen, ScrollText, Trash2 } from 'lucide-react'
import type { AllMessages } from '../../messages/administration.ts'
import type { MenuItem } from '../../ui/menu.tsx'
import type { TenantWindow } from './tenant-address.ts'

export type TenantRight =
  | 'canCreateTenants'
  | 'canDeleteTenants'
  | 'canEditTenantGeneralProperties'
  | 'canManageTenantAPIKeys'

interface TenantActionHandlers {
  readonly ask: (what: TenantWindow, tenant: Tenant) => void
  readonly showEvents: (tenant: Tenant) => void
  readonly showActivity: (tenant: Tenant) => void
}

/** The tenant in which all of this is done. */
const isPrimary = ({ ID }: Tenant): boolean => ID === 0

export function tenantActions(
  chosen: readonly Tenant[],
  may: (right: TenantRight) => boolean,
  messages: AllMessages,
  on: TenantActionHandlers,
): readonly MenuItem[] {
  const [first] = chosen
  const notOne = chosen.length === 1 ? undefined : messages.selectOneRow
  const stays = notOne ?? (first && isPrimary(first) ? messages.primaryTenantStays : undefined)
  const isSuspended = first?.tenantState === 'suspended'
  const change = isSuspended ? 'resume' : 'suspend'
  const icon = (Icon: typeof Lock) => <Icon size={16} aria-hidden />
  const item = (id: string, name: string, Icon: typeof Lock, act: (tenant: Tenant) => void, blocked = notOne) => ({
    id,
    name,
    icon: icon(Icon),
    blocked,
    onSelect: () => first && act(first),
  })
  const noKey = notOne ?? (isSuspended ? messages.suspendedNoKey : undefined) ?? (first && ownKeys(first, messages))
  return [
    item('events', messages.viewEvents, ScrollText, on.showEvents),
    item('activity', messages.viewActivity, History, on.showActivity),
    ...(may('canManageTenantAPIKeys')
      ? [item('key', messages.newTenantKey, KeyRound, (tenant) => on.ask('key', tenant), noKey)]
      : []),
    ...(may('canEditTenantGeneralProperties')
      ? [
          item(
            change,
            messages[`${change}Tenant`],
            isSuspended ? LockOpen : Lock,
            (tenant) => on.ask(change, tenant),
            stays,
          ),
        ]
      : []),
    ...(may('canDeleteTenants')
      ? [
          {
            ...item('delete', messages.deleteEllipsis, Trash2, (tenant) => on.ask('delete', tenant), stays),
            danger: true,
          },
        ]
      : []),
  ]
}

const ownKeys = (tenant: Tenant, messages: AllMessages): string | undefined =>
  isPrimary(tenant) ? messages.ownKeysThere : undefined
