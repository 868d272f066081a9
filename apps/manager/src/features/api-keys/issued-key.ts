import { Refusal, type ApiKey, type CreateTenantApiKey, type IssuedApiKey, type Tenant } from '@latchkey/contract'
import type { Transaction } from '../../database/tables.ts'
import { record } from '../../events/system-events.ts'
import { createPrincipalRepository } from '../../principals/principal-repository.ts'
import { createApiKeyRepository, type NewApiKey } from './api-key-repository.ts'
import { issueSecret, pepperVersion, type Pepper } from './secret.ts'

export async function addIssuedKey(
  transaction: Transaction,
  pepper: Pepper,
  tenantID: number,
  key: Omit<NewApiKey, 'digest' | 'pepperVersion'>,
): Promise<IssuedApiKey> {
  const { secretKey, digest } = issueSecret(pepper, tenantID, key.ID)
  const added = await createApiKeyRepository(transaction).add(tenantID, { ...key, digest, pepperVersion })
  return withSecret(added, secretKey)
}

export const withSecret = ({ serviceAccount, ID, ...rest }: ApiKey, secretKey: string): IssuedApiKey => ({
  ...rest,
  secretKey,
  serviceAccount,
  ID,
})

export function futureOrNone(expiryDate: number | undefined, now: number): number | undefined {
  if (expiryDate === undefined || expiryDate === 0) return undefined
  if (expiryDate <= now)
    throw new Refusal(400, `expiryDate: ${expiryDate} is not in the future (now ${now}); 0 means never.`, {
      field: 'expiryDate',
    })
  return expiryDate
}

const serviceKeyLifeMs = 6 * 60 * 60_000

/** A key with which the primary tenant acts on another; unless told otherwise it lives for six hours. */
export const serviceKeyIssuer =
  ({ pepper, clock }: { readonly pepper: Pepper; readonly clock: () => number }) =>
  async (
    transaction: Transaction,
    tenant: Tenant,
    { keyName, expiryDate, ...body }: CreateTenantApiKey & { roleID: number },
  ): Promise<IssuedApiKey> => {
    const now = clock()
    const key = await addIssuedKey(transaction, pepper, tenant.ID, {
      ID: await createPrincipalRepository(transaction).addServiceAccount(tenant.ID, keyName),
      keyName,
      description: body.description ?? '',
      locale: body.locale ?? tenant.locale,
      roleID: body.roleID,
      timeZone: body.timeZone ?? tenant.timeZone,
      active: body.active ?? true,
      created: now,
      expiryDate: futureOrNone(expiryDate, now) ?? now + serviceKeyLifeMs,
      serviceAccount: true,
    })
    await record(transaction, now, {
      event: 'api-key-created',
      tenantID: tenant.ID,
      target: { kind: 'api-key', ID: key.ID, name: keyName },
      description: 'Created by the primary tenant.',
    })
    return key
  }
