import type { ApiKey } from '@latchkey/contract'

/** In the order of what a glance should find first. */
export const apiKeyStatuses = ['locked-out', 'expired', 'unconfirmed', 'expiring', 'active'] as const
export type ApiKeyStatus = (typeof apiKeyStatuses)[number]

export const expiringSoonMs = 14 * 24 * 60 * 60 * 1000

type Deciding = Pick<ApiKey, 'active' | 'unlockTime' | 'expiryDate'>

/** What would happen if the key were used at that moment, and whether somebody should look at it. */
export function statusAt(
  { active, unlockTime, expiryDate }: Deciding,
  now: number,
  isSecretConfirmed = true,
): ApiKeyStatus {
  const freedByNow = unlockTime !== undefined && unlockTime <= now
  if (!active && !freedByNow) return 'locked-out'
  if (expiryDate !== undefined && expiryDate <= now) return 'expired'
  if (!isSecretConfirmed) return 'unconfirmed'
  if (expiryDate === undefined) return 'active'
  return expiryDate - now <= expiringSoonMs ? 'expiring' : 'active'
}
