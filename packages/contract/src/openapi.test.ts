import { describe, expect, test } from 'vitest'
import { managerEndpoints } from './manager/endpoints.ts'
import { refusalTexts } from './errors.ts'
import { openApiOf } from './openapi.ts'
import { visionOneEndpoints } from './vision-one/endpoints.ts'

const document = openApiOf(managerEndpoints, { title: 'Manager', version: '1', prefix: '/api' })
const operations = Object.values(managerEndpoints).flatMap((group) => Object.values(group))
const operation = (path: string, method: string) => document.paths[path]?.[method]

describe('the OpenAPI document', () => {
  test('has every endpoint of the table once, under its prefix', () => {
    const listed = Object.values(document.paths).flatMap((methods) => Object.keys(methods))
    expect(listed).toHaveLength(operations.length)
    expect(Object.keys(document.paths).every((path) => path.startsWith('/api/') && !path.includes(':'))).toBe(true)
  })

  test('names the right, the ways to sign in and the text of each refusal', () => {
    expect(operation('/api/apikeys', 'get')).toMatchObject({
      'x-right': 'platformRights.apikeyRights.canViewApiKeys',
      security: [{ apiSecretKey: [] }, { sessionCookie: [], sessionHeader: [] }],
      responses: {
        401: {
          description: refusalTexts[401],
          content: { 'application/json': { schema: { $ref: '#/components/schemas/Problem' } } },
        },
      },
    })
    expect(operation('/api/sessions', 'post')).toMatchObject({ security: [] })
    expect(operation('/api/apikeys/current', 'get')).toMatchObject({ security: [{ apiSecretKey: [] }] })
    expect(document.components.schemas.Problem).toHaveProperty('properties.message')
  })

  test('shows what may be sent, and only what is answered', () => {
    expect(operation('/api/apikeys', 'post')).toHaveProperty(
      ['requestBody', 'content', 'application/json', 'schema', 'required'],
      ['keyName', 'roleID'],
    )
    expect(operation('/api/apikeys', 'post')).toHaveProperty([
      'responses',
      '200',
      'content',
      'application/json',
      'schema',
      'properties',
      'secretKey',
    ])
    expect(operation('/api/apikeys', 'get')).not.toHaveProperty(['requestBody'])
    expect(operation('/api/apikeys/{apiKeyID}', 'delete')).toMatchObject({
      responses: { 204: { description: 'Done' } },
    })
  })

  test('asks for the version in every call, signing in included', () => {
    for (const listed of Object.values(document.paths).flatMap((methods) => Object.values(methods)))
      expect(listed).toMatchObject({
        parameters: expect.arrayContaining([expect.objectContaining({ name: 'api-version', required: true })]),
      })
  })

  test('says which bodies may be left away, and what then holds', () => {
    const filter = operation('/api/apikeys/search', 'post')
    expect(filter).toMatchObject({
      requestBody: {
        required: false,
        content: {
          'application/json': {
            schema: {
              properties: {
                maxItems: { anyOf: [{ type: 'integer', minimum: 0 }, {}], default: 5000 },
                searchCriteria: { default: [] },
                sortByObjectID: { default: false },
              },
            },
          },
        },
      },
    })
    expect(operation('/api/apikeys/{apiKeyID}', 'post')).toMatchObject({ requestBody: { required: false } })
    expect(operation('/api/apikeys', 'post')).toMatchObject({ requestBody: { required: true } })
  })

  test('marks what a stock manager does not have', () => {
    expect(operation('/api/sessions/current', 'delete')).toMatchObject({ 'x-extension': true })
    expect(operation('/api/apikeys', 'get')).not.toHaveProperty(['x-extension'])
  })

  test('of Vision One asks for a bearer token and no version', () => {
    const visionOne = openApiOf(visionOneEndpoints, { title: 'V', version: '1', prefix: '/v3.0', byBearer: true })
    expect(visionOne.paths['/v3.0/iam/apiKeys/{id}']?.['patch']).toMatchObject({
      security: [{ bearerToken: [] }],
      parameters: [{ name: 'id', in: 'path' }],
      responses: { 204: { description: 'Done' }, 412: { description: refusalTexts[412] } },
    })
    expect(visionOne.components.securitySchemes).toMatchObject({ bearerToken: { type: 'http', scheme: 'bearer' } })
  })

  test('is plain JSON', () => {
    expect(JSON.parse(JSON.stringify(document))).toEqual(document)
  })
})
