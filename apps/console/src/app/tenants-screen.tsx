import { TenantKeyWindow } from '../features/api-keys/issuance/tenant-key-window.tsx'
import { TenantsPage } from '../features/tenants/tenants-page.tsx'

/** A tenant is given keys, and a secret is shown by the feature of keys alone: here the two meet. */
export const TenantsScreen = () => <TenantsPage KeyMaker={TenantKeyWindow} />
