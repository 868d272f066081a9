import { z } from 'zod'
import { endpoint } from '../endpoint.ts'
import { changeRefusals, objectRefusals, readRefusals } from '../errors.ts'
import {
  freeText,
  nameText,
  objectID,
  pathID,
  wireFlag,
  wireIDList,
  withoutNullsInside,
  mended,
  mendedOrNone,
} from '../scalars.ts'
import { searchFilterSchema } from '../search.ts'
import { descriptionLengthMax } from './api-keys.ts'

const rightsTreeSchema = z.record(z.string(), z.record(z.string(), z.record(z.string(), z.boolean())))

/** The order of the properties is the order on the wire. */
export const roleSchema = z.object({
  name: z.string(),
  description: z.string(),
  urn: z.string(),
  immutable: z.boolean(),
  canOnlyManipulateUsersWithEqualOrLesserRights: z.boolean(),
  allComputers: z.boolean(),
  allPolicies: z.boolean(),
  allowUserInterface: z.boolean(),
  allowWebService: z.boolean(),
  allowManageWorkloadSecurityLink: z.boolean().optional(),
  allowMigration: z.boolean().optional(),
  rights: rightsTreeSchema,
  computerIDs: z.array(objectID).optional(),
  computerGroupIDs: z.array(objectID).optional(),
  policyIDs: z.array(objectID).optional(),
  ID: objectID,
})
export type Role = z.infer<typeof roleSchema>

export const roleListSchema = z.object({ roles: z.array(roleSchema) })

/** The product's words, which name the property themselves. */
export const roleNameBlank = 'Role Name cannot be blank'

const writableObject = z.object({
  name: nameText(254, roleNameBlank),
  description: freeText(descriptionLengthMax),
  canOnlyManipulateUsersWithEqualOrLesserRights: wireFlag,
  allComputers: wireFlag,
  allPolicies: wireFlag,
  allowUserInterface: wireFlag,
  allowWebService: wireFlag,
  allowManageWorkloadSecurityLink: wireFlag,
  allowMigration: wireFlag,
  rights: z.record(z.string(), z.record(z.string(), z.record(z.string(), wireFlag))),
  computerIDs: wireIDList,
  computerGroupIDs: wireIDList,
  policyIDs: wireIDList,
})
export const createRoleSchema = mended(
  (body) => {
    const given = withoutNullsInside(body)
    // Whoever sends no name is told the same as with a blank one.
    return given !== null && typeof given === 'object' && !Array.isArray(given) ? { name: '', ...given } : given
  },
  writableObject.partial().required({ name: true }),
)
export type CreateRole = z.output<typeof createRoleSchema>
export const modifyRoleSchema = mendedOrNone(withoutNullsInside, writableObject.partial())
export type ModifyRole = z.output<typeof modifyRoleSchema>

const params = z.object({ roleID: pathID })
const right = 'platformRights.administratorRoleRights'

export const roleEndpoints = {
  list: endpoint({
    method: 'GET',
    path: '/roles',
    summary: 'List roles',
    access: 'caller',
    right: `${right}.canViewAdministratorRoles`,
    changes: false,
    replies: { 200: roleListSchema, ...readRefusals },
  }),
  create: endpoint({
    method: 'POST',
    path: '/roles',
    summary: 'Create a role',
    access: 'caller',
    right: `${right}.canCreateNewAdministratorRoles`,
    changes: true,
    body: createRoleSchema,
    replies: { 200: roleSchema, ...changeRefusals },
  }),
  search: endpoint({
    method: 'POST',
    path: '/roles/search',
    summary: 'Search roles',
    access: 'caller',
    right: `${right}.canViewAdministratorRoles`,
    changes: false,
    body: searchFilterSchema,
    replies: { 200: roleListSchema, ...readRefusals },
  }),
  describe: endpoint({
    // Everyone may read the role they hold; the service asks for the right where it is another's.
    method: 'GET',
    path: '/roles/:roleID',
    summary: 'Describe a role',
    access: 'caller',
    right: `${right}.canViewAdministratorRoles`,
    changes: false,
    params,
    replies: { 200: roleSchema, ...objectRefusals },
  }),
  modify: endpoint({
    method: 'POST',
    path: '/roles/:roleID',
    summary: 'Modify a role',
    access: 'caller',
    right: `${right}.canEditAdministratorRoleProperties`,
    changes: true,
    params,
    body: modifyRoleSchema,
    replies: { 200: roleSchema, ...changeRefusals },
  }),
  remove: endpoint({
    method: 'DELETE',
    path: '/roles/:roleID',
    summary: 'Delete a role',
    access: 'caller',
    right: `${right}.canDeleteAdministratorRoles`,
    changes: true,
    params,
    replies: { 204: null, ...changeRefusals },
  }),
}
