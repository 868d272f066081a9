import { databasesUnderTest } from '@latchkey/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  amazon,
  bearer,
  clusters,
  keys,
  selfManaged,
  startVisionOne,
  type VisionOneUnderTest,
} from './vision-one-under-test.ts'

describe.each(databasesUnderTest())('clusters on $name', (databaseUnderTest) => {
  let visionOne: VisionOneUnderTest
  beforeAll(async () => {
    visionOne = await startVisionOne(databaseUnderTest)
  })
  afterAll(() => visionOne.stop())

  test('18: a cluster is registered, read at once, changed and removed as Terraform does', async () => {
    const answer = await visionOne.app.inject({
      method: 'POST',
      url: clusters,
      headers: visionOne.headers,
      payload: Buffer.from(
        JSON.stringify({
          name: 'shop.eu_1',
          description: '',
          policyId: '',
          resourceId: '',
          groupId: amazon,
          customizableTagIds: null,
        }),
      ),
    })
    expect([answer.statusCode, answer.json()]).toEqual([
      201,
      {
        apiKey: expect.stringMatching(/^eyJ/),
        endpointUrl: 'http://localhost:80/external/v2/direct/vcs/external/vcs',
      },
    ])
    const url = new URL(String(answer.headers.location)).pathname
    const created = '2026-11-30T10:20:30Z'
    const cluster = {
      id: url.split('/').at(-1),
      name: 'shop.eu_1',
      groupId: amazon,
      orchestrator: 'Amazon EKS',
      runtimeSecurityEnabled: false,
      vulnerabilityScanEnabled: false,
      malwareScanEnabled: false,
      secretScanEnabled: false,
      protectionStatus: 'UNKNOWN',
      nodes: [],
      createdDateTime: created,
      updatedDateTime: created,
    }
    expect((await visionOne.call('GET', url)).json()).toEqual(cluster)
    expect(
      (await visionOne.call('PATCH', url, { description: 'Shop', policyId: 'p-1', groupId: amazon })).statusCode,
    ).toBe(204)
    expect((await visionOne.call('GET', url)).json()).toEqual({
      ...cluster,
      description: 'Shop',
      policyId: 'p-1',
    })
    expect((await visionOne.call('PATCH', url, { groupId: selfManaged })).statusCode).toBe(400)
    expect((await visionOne.call('PATCH', url, { description: '', policyId: '', groupId: amazon })).statusCode).toBe(
      204,
    )
    expect((await visionOne.call('GET', url)).json()).toEqual(cluster)
    const again = { name: 'shop.eu_1', groupId: amazon }
    expect((await visionOne.call('POST', clusters, again)).statusCode).toBe(400)
    for (const method of ['DELETE', 'DELETE'] as const) expect((await visionOne.call(method, url)).statusCode).toBe(204)
    expect((await visionOne.call('GET', url)).statusCode).toBe(404)
    expect((await visionOne.call('POST', clusters, again)).statusCode).toBe(201)
    expect(await visionOne.eventsOf('target_kind', 'cluster')).toEqual([9001, 9003, 9003, 9002, 9001])
  })

  test('clusters are listed by group and name, and a wrong one is refused', async () => {
    for (const [name, groupId] of [
      ['list_1', selfManaged],
      ['list_2', amazon],
    ])
      expect((await visionOne.call('POST', clusters, { name, groupId })).statusCode).toBe(201)
    expect(
      await visionOne.names(
        `${clusters}?orderBy=createdDateTime`,
        "contains(name,'list_') and orchestrator eq 'Amazon EKS'",
      ),
    ).toEqual(['list_2'])
    expect(await visionOne.names(clusters, `groupId eq '${selfManaged}' and protectionStatus eq 'UNKNOWN'`)).toEqual([
      'list_1',
    ])
    for (const body of [
      { name: 'with-hyphen', groupId: amazon },
      { name: 'x'.repeat(65), groupId: amazon },
      { name: 'no_group' },
      { name: 'other_group', groupId: '00000000-0000-0000-0000-000000000009' },
    ])
      expect([body, (await visionOne.call('POST', clusters, body)).statusCode]).toEqual([body, 400])
    expect(await visionOne.names('/v3.0/containerSecurity/kubernetesClusterGroups', "name eq 'Google GKE'")).toEqual([
      'Google GKE',
    ])
    expect(
      (await visionOne.listed('/v3.0/containerSecurity/kubernetesClusterGroups?orderBy=orchestrator')).totalCount,
    ).toBe(5)
  })

  test('another tenant sees none of it', async () => {
    await visionOne.succeed('POST', '/api/tenants', {
      name: 'Other',
      administrator: { username: 'boss', password: 'correct horse battery' },
    })
    const boss = await visionOne.signIn('boss', 'correct horse battery', 'Other')
    const other = bearer((await visionOne.newKey({}, boss)).secretKey)
    const { id } = await visionOne.createOne('ours')
    const { items } = await visionOne.listed(clusters)
    expect((await visionOne.call('GET', keys, undefined, other)).json().totalCount).toBe(1)
    expect((await visionOne.call('GET', clusters, undefined, other)).json()).toEqual({
      items: [],
      count: 0,
      totalCount: 0,
    })
    for (const url of [`${keys}/${id}`, `${clusters}/${items[0]?.id}`]) {
      expect((await visionOne.call('GET', url, undefined, other)).statusCode).toBe(404)
      expect((await visionOne.call('PATCH', url, { description: 'mine' }, other)).statusCode).toBe(404)
    }
    await visionOne.call('DELETE', `${clusters}/${items[0]?.id}`, undefined, other)
    expect((await visionOne.call('GET', `${clusters}/${items[0]?.id}`)).statusCode).toBe(200)
  })
})
