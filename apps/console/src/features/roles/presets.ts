import { auditorExtraRights, rights, type RightPath } from '@latchkey/contract/rights'
import { within, type Rights } from './feature-level.ts'
import { emptyRole, type RoleForm } from './role-form.ts'

export const presetNames = [
  'presetAuditor',
  'presetKeyReviewer',
  'presetKeyAdministrator',
  'presetRegisterCluster',
  'presetNothing',
] as const
export type PresetName = (typeof presetNames)[number]

const auditor: readonly RightPath[] = [
  ...rights.filter(({ auditor: held }) => held).map(({ path }) => path),
  ...auditorExtraRights,
]
const keyReviewer: readonly RightPath[] = [
  'platformRights.apikeyRights.canViewApiKeys',
  'platformRights.administratorRoleRights.canViewAdministratorRoles',
]

const rightsByPreset: Readonly<Record<PresetName, readonly RightPath[]>> = {
  presetAuditor: auditor,
  presetKeyReviewer: keyReviewer,
  presetKeyAdministrator: [
    ...keyReviewer,
    'platformRights.apikeyRights.canCreateNewApiKeys',
    'platformRights.apikeyRights.canEditApiKeyProperties',
    'platformRights.apikeyRights.canDeleteApiKeys',
  ],
  // Clusters count as computers (docs/decisions/0021), and this has to be the only right of such a role.
  presetRegisterCluster: ['platformRights.computerRights.canCreateNewComputers'],
  presetNothing: [],
}

/** Nobody signs in to a console with the key of a cluster, and it reads nothing. */
const forKeysAlone = { allowUserInterface: false, allComputers: false, allPolicies: false }

/** The form with exactly the preset's rights; its name and description stay. */
export function withPreset(form: RoleForm, preset: PresetName, known: Rights): RoleForm {
  const { name, description } = form
  return {
    ...emptyRole,
    ...(preset === 'presetRegisterCluster' && forKeysAlone),
    name,
    description,
    rights: within(new Set(rightsByPreset[preset]), known),
  }
}
