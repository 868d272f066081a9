import type { ApiChange } from './api-change.ts'

/** A call of the vendor's libraries, which are the same in every language but for the spelling. */
export interface SdkCall {
  readonly api: string
  readonly names: { readonly python: string; readonly javaScript: string }
  /** What stands before the body: the ID, or its name in a loop. */
  readonly given: (ID: string | undefined) => readonly string[]
}

const resources: Readonly<Record<string, { readonly api: string; readonly noun: string }>> = {
  administrators: { api: 'AdministratorsApi', noun: 'Administrator' },
  apikeys: { api: 'APIKeysApi', noun: 'ApiKey' },
  roles: { api: 'AdministratorRolesApi', noun: 'AdministratorRole' },
  systemsettings: { api: 'SystemSettingsApi', noun: 'SystemSettings' },
  tenants: { api: 'TenantsApi', noun: 'Tenant' },
}

const operations: Readonly<Record<string, string>> = {
  'apikeys/secretkey': 'replaceApiSecretKey',
  'tenants/apikeys': 'generateTenantApiSecretKey',
}

/** Undefined for what the libraries cannot do. */
export function sdkCall({ method, path }: ApiChange): SdkCall | undefined {
  const [, resource = '', part, operation, ...rest] = path.split('/')
  const { api, noun = '' } = resources[resource] ?? {}
  const name =
    operation === undefined ? `${verbOf(method, resource, part)}${noun}` : operations[`${resource}/${operation}`]
  // One's own record is not among what they know by its ID.
  if (api === undefined || name === undefined || rest.length > 0 || part === 'current') return undefined
  return {
    api,
    names: { javaScript: name, python: name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`) },
    given: (ID) => (part === undefined ? [] : [ID ?? part]),
  }
}

function verbOf(method: ApiChange['method'], resource: string, part: string | undefined): string {
  if (method === 'DELETE') return 'delete'
  return part === undefined && resource !== 'systemsettings' ? 'create' : 'modify'
}
