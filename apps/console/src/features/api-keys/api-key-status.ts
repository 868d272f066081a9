import type { ApiKey } from '@latchkey/contract'

const expiringMs = 14 * 86_400_000

export type ApiKeyStatus = 'active' | 'expiring' | 'expired' | 'locked-out'

/** A locked key is locked, whatever its expiry says: that is what keeps it from working until a person decides. */
export function statusOf({ active, expiryDate }: Pick<ApiKey, 'active' | 'expiryDate'>, now: number): ApiKeyStatus {
  if (!active) return 'locked-out'
  if (expiryDate === undefined) return 'active'
  if (expiryDate <= now) return 'expired'
  return expiryDate - now <= expiringMs ? 'expiring' : 'active'
}
