export const tenants = {
  addressGiven: 'Give an address.',
  deleteTenantHelp: 'Everything in it goes with it: users, roles, API keys, events. It cannot be brought back.',
  deleteTenantVerb: (name: string) => `Delete tenant ${name}`,
  firstAdministrator: 'Its first administrator, who has full access there and nowhere else:',
  newTenant: 'New tenant',
  noTenants: 'There are no tenants',
  noTenantsHelp: 'The manager answered with an empty list.',
  primaryTenantStays: 'The primary tenant stays.',
  resumeTenant: 'Let it work again…',
  resumeTenantHelp: 'Its users can sign in again, and its API keys work.',
  resumeTenantVerb: (name: string) => `Let tenant ${name} work again`,
  suspended: 'Suspended',
  suspendTenant: 'Suspend…',
  suspendTenantHelp: 'Nobody of it can sign in, and none of its API keys works, until it is let work again.',
  suspendTenantVerb: (name: string) => `Suspend tenant ${name}`,
  tenantChanged: 'Nothing was done: someone changed this tenant since you looked.',
  tenantNameGiven: 'Give the tenant a name.',
  tenantsOf: (shown: string, all: string) => {
    if (shown !== all) return `${shown} of ${all} tenants`
    return all === '1' ? '1 tenant' : `${all} tenants`
  },
  expiresAfter: 'Expires after',
  makeTenantKey: 'Make the key',
  newTenantKey: 'New API key…',
  newTenantKeyOf: (name: string) => `New API key for tenant ${name}`,
  ownKeysThere: 'Keys of this tenant are made under API Keys.',
  suspendedNoKey: 'A suspended tenant has no key made for it.',
  tenantKeyMeans: (tenant: string, moment: string) =>
    `This key has full access to tenant ${tenant}: it may do everything there. It stops working at: ${moment}.`,
  tenantKeyRole:
    'Without a role, the manager gives full access; without a date, six hours. Its role can be changed in the tenant.',
  usualHours: '6 hours, as the manager does by itself',
}
