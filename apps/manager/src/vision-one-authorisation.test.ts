import { rightPaths, rightsTree, visionOneEndpoints, type Endpoint } from '@latchkey/contract'
import { databasesUnderTest } from '@latchkey/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { amazon, bearer, clusters, startVisionOne, type VisionOneUnderTest } from './vision-one-under-test.ts'

// Typed a second time, so that a slip in the table of the contract shows.
const computers = 'platformRights.computerRights'
const needed: Readonly<Record<string, string>> = {
  'GET /iam/apiKeys': 'platformRights.apikeyRights.canViewApiKeys',
  'POST /iam/apiKeys': 'platformRights.apikeyRights.canCreateNewApiKeys',
  'GET /iam/apiKeys/:id': 'platformRights.apikeyRights.canViewApiKeys',
  'PATCH /iam/apiKeys/:id': 'platformRights.apikeyRights.canEditApiKeyProperties',
  'POST /iam/apiKeys/delete': 'platformRights.apikeyRights.canDeleteApiKeys',
  'GET /iam/roles': 'platformRights.administratorRoleRights.canViewAdministratorRoles',
  'GET /containerSecurity/kubernetesClusters': `${computers}.canViewOtherComputers`,
  'POST /containerSecurity/kubernetesClusters': `${computers}.canCreateNewComputers`,
  'GET /containerSecurity/kubernetesClusters/:id': `${computers}.canViewOtherComputers`,
  'PATCH /containerSecurity/kubernetesClusters/:id': `${computers}.canEditComputerProperties`,
  'DELETE /containerSecurity/kubernetesClusters/:id': `${computers}.canDeleteComputers`,
  'GET /containerSecurity/kubernetesClusterGroups': `${computers}.canViewOtherComputers`,
}
const table: Readonly<Record<string, Readonly<Record<string, Endpoint>>>> = visionOneEndpoints
const operations = Object.values(table).flatMap((group) => Object.values(group))
const operationOf = ({ method, path }: Pick<Endpoint, 'method' | 'path'>) => `${method} ${path}`

describe('authorisation of Vision One', () => {
  const [databaseUnderTest] = databasesUnderTest()
  let visionOne: VisionOneUnderTest
  beforeAll(async () => {
    if (databaseUnderTest === undefined) throw new Error('There is no database to test on.')
    visionOne = await startVisionOne(databaseUnderTest)
  })
  afterAll(() => visionOne.stop())

  test('every operation but the health check stands in the list', () => {
    expect(operations.map(operationOf).toSorted()).toEqual(
      [...Object.keys(needed), 'GET /healthcheck/connectivity'].toSorted(),
    )
  })

  const named = z.object({ ID: z.number(), name: z.string() })
  let made = 0
  const attempt = async ({ method, path }: Endpoint, held: readonly string[]) => {
    const { ID, name } = named.parse(
      await visionOne.succeed('POST', '/api/roles', {
        name: `holder-${(made += 1)}`,
        rights: rightsTree(new Set(held)),
      }),
    )
    const holder = bearer((await visionOne.newKey({ roleID: ID })).secretKey)
    const { id: key } = await visionOne.createOne(`target-${made}`, { role: name })
    const cluster = await visionOne.call('POST', clusters, { name: `target_${made}`, groupId: amazon })
    const clusterID = String(cluster.headers.location).split('/').at(-1) ?? ''
    const bodies: Readonly<Record<string, unknown>> = {
      'POST /iam/apiKeys': [{ name: `attempt-${made}`, role: name }],
      'POST /iam/apiKeys/delete': [{ id: key }],
      'POST /containerSecurity/kubernetesClusters': { name: `attempt_${made}`, groupId: amazon },
    }
    const url = path.replace(':id', path.startsWith('/iam') ? key : clusterID)
    const body = method === 'PATCH' ? { description: 'changed' } : bodies[operationOf({ method, path })]
    return await visionOne.call(method, `/v3.0${url}`, body, holder)
  }

  test.each(
    operations
      .filter((operation) => operationOf(operation) in needed)
      .map((endpoint) => ({ endpoint, operation: operationOf(endpoint) })),
  )('$operation is done with its one right, and refused with every other', async ({ endpoint, operation }) => {
    const right = needed[operation] ?? ''
    const done = await attempt(endpoint, [right])
    expect([done.statusCode, done.body]).toEqual([
      expect.toSatisfy((status: number) => status < 300),
      expect.not.stringContaining('error'),
    ])
    const refused = await attempt(
      endpoint,
      rightPaths.filter((other) => other !== right),
    )
    expect([refused.statusCode, refused.json().error]).toEqual([
      403,
      { code: 'AccessDenied', message: expect.stringMatching(/^Insufficient permissions\. /) },
    ])
  })
})
