import { rights, type RightPath } from '@latchkey/contract/rights'

type ModuleOf<Path> = Path extends `${infer Module}.${string}` ? Module : never
type FeatureOf<Path> = Path extends `${string}.${infer Group}.${string}` ? Group : never
type LeafOf<Path> = Path extends `${string}.${string}.${infer Leaf}` ? Leaf : never
type ModuleName = ModuleOf<RightPath>
export type FeatureName = FeatureOf<RightPath>

const verbs = ['create', 'delete', 'edit', 'view'] as const
type Verb = (typeof verbs)[number]

/** Rights that no verb alone names within their feature. */
const namedRights = [
  'canDismissGlobalAlerts',
  'canAddAndRemoveComputerGroups',
  'canDismissAlerts',
  'canImportComputers',
  'canManageCloudAccounts',
  'canManageDirectories',
  'canManageVCenters',
  'canTagComputers',
  'canViewNotRelatedToComputers',
  'canViewOtherComputers',
  'canChangeLicense',
  'canEditTenantGeneralProperties',
  'canEditTenantModules',
  'canEditTenantAccountDetails',
  'canEditTenantFeatures',
  'canEditTenantSettings',
  'canCreateAndEditTenantDatabaseServers',
  'canDeleteTenantDatabaseServers',
  'canManageTenantAPIKeys',
  'canSignInAsTenant',
  'canImportPolicies',
  'canViewOtherPolicies',
  'canManageScanCache',
  'canExecuteScheduledTasks',
  'canManageExtensions',
  'canManageNodes',
  'canDeleteAutoTagRules',
  'canUpdateAutoTagRules',
  'canRunAutoTagRules',
  'canDeleteTags',
  'canTag',
  'canImportSoftware',
  'canDeleteSoftware',
  'canEditSoftwareProperties',
  'canImportRuleUpdates',
  'canDeleteRuleUpdates',
  'canViewRuleUpdates',
  'canDownloadIdentifiedFiles',
  'canRestoreIdentifiedFiles',
  'canSubmitIdentifiedFiles',
  'canAllowOrBlockDrift',
  'canUpdateAccounts',
  'canViewAccountBilling',
  'canSaveLicenseRates',
  'canCreateDeviceAuthorizationTokens',
] as const satisfies readonly LeafOf<RightPath>[]
type NamedRight = (typeof namedRights)[number]

export interface CatalogRight {
  readonly path: RightPath
  readonly feature: FeatureName
  /** What the manager's own documentation calls it; it is found by that too. */
  readonly documented: string
  readonly label: { readonly verb: Verb } | { readonly named: NamedRight }
  /** It shows something and changes nothing. */
  readonly isView: boolean
}

export interface Feature {
  readonly name: FeatureName
  readonly module: ModuleName
  readonly rights: readonly CatalogRight[]
}

// A right's path always has these three parts, which the split forgets.
const partsOf = (path: RightPath) => path.split('.') as [ModuleName, FeatureName, LeafOf<RightPath>]

function labelOf(leaf: string): CatalogRight['label'] {
  const named = namedRights.find((name) => name === leaf)
  if (named) return { named }
  const verb = verbs.find((candidate) => leaf.toLowerCase().startsWith(`can${candidate}`))
  if (verb) return { verb }
  throw new Error(`The right ${leaf} has no label.`)
}

/** Every right the product knows, in the order of the wire. */
export const catalog: readonly CatalogRight[] = rights.map(({ path, label }) => {
  const [, feature, leaf] = partsOf(path)
  return { path, feature, documented: label, label: labelOf(leaf), isView: leaf.startsWith('canView') }
})

export const features: readonly Feature[] = [...Map.groupBy(catalog, ({ feature }) => feature)].map(([name, held]) => ({
  name,
  module: moduleOf(held),
  rights: held,
}))

function moduleOf([first]: readonly CatalogRight[]): ModuleName {
  if (first === undefined) throw new Error('A feature has at least one right.')
  return partsOf(first.path)[0]
}

/** These have a tab of their own. */
export const tabFeatures = {
  computers: 'computerRights',
  policies: 'policyRights',
  users: 'administratorRights',
  roles: 'administratorRoleRights',
} as const satisfies Record<string, FeatureName>

const inTabs: ReadonlySet<FeatureName> = new Set(Object.values(tabFeatures))
export const otherFeatures: readonly Feature[] = features.filter(({ name }) => !inTabs.has(name))

export const rightsOf = (name: FeatureName): readonly CatalogRight[] =>
  catalog.filter(({ feature }) => feature === name)
