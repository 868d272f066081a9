import type { SearchCriterion } from '@latchkey/contract'
import { databasesUnderTest } from '@latchkey/testing'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { startManager, type ManagerUnderTest } from './manager-under-test.ts'
import { holds, type SearchedKey } from './search-reference-under-test.ts'

const listed = z.object({ apiKeys: z.array(z.looseObject({ ID: z.number() })) })
const now = 1_800_000_000_000
const texts = [
  '',
  'ci',
  'CI',
  'c_i',
  'c%i',
  'c\\i',
  'ÄRGER',
  'a\u0308rger',
  'Straße',
  'İstanbul',
  'Σίσυφος',
  'ΟΔΟΣ',
  'ΟΔΟΣΑ',
  '\u{1F511}x',
  "o'k",
]

// Typed a second time, from section 6.3 of the fact sheet.
const searchable = {
  apikeys: {
    booleanTest: ['active', 'serviceAccount'],
    numericValue: ['roleID', 'unsuccessfulSignInAttempts'],
    stringValue: ['keyName', 'description', 'timeZone'],
    firstDateValue: ['created', 'lastSignIn', 'unlockTime', 'expiryDate'],
  },
  roles: {
    booleanTest: [
      'canOnlyManipulateUsersWithEqualOrLesserRights',
      'allComputers',
      'allPolicies',
      'allowUserInterface',
      'allowWebService',
      'allowManageWorkloadSecurityLink',
      'allowMigration',
    ],
    stringValue: ['name', 'description'],
  },
  administrators: {
    booleanTest: [
      'passwordNeverExpires',
      'active',
      'primaryContact',
      'receiveNotifications',
      'reportPDFPasswordEnabled',
      'external',
      'readOnly',
    ],
    numericValue: ['roleID', 'unsuccessfulSignInAttempts'],
    stringValue: [
      'username',
      'fullName',
      'description',
      'timeZone',
      'phoneNumber',
      'mobileNumber',
      'pagerNumber',
      'emailAddress',
      'directoryName',
      'externalUserID',
    ],
    choiceValue: ['timeFormat', 'mfaType', 'type'],
    firstDateValue: ['created', 'lastPasswordChange', 'lastSignIn', 'unlockTime'],
  },
  apiusagemetrics: {
    numericValue: ['duration', 'statusCode', 'responseItemCount'],
    stringValue: ['apiType', 'action', 'method', 'tenantGUID', 'authenticationMethod', 'expandParameter'],
    firstDateValue: ['date'],
  },
  tenants: {
    booleanTest: ['demoMode', 'hideUnlicensedModules'],
    numericValue: ['databaseServerID'],
    stringValue: ['name', 'description', 'timeZone', 'guid'],
    choiceValue: ['tenantState'],
    firstDateValue: ['lastSigninTime'],
  },
} as const
const values = {
  booleanTest: false,
  numericValue: 0,
  stringValue: '%',
  choiceValue: 'active',
  firstDateValue: 0,
} as const
const fields = Object.entries(searchable).flatMap(([collection, byTest]) =>
  Object.entries(byTest).flatMap(([kind, names]) => names.map((name: string) => [collection, name, kind] as const)),
)

describe.each(databasesUnderTest())('searches on $name', (databaseUnderTest) => {
  let manager: ManagerUnderTest
  let keys: SearchedKey[]
  beforeAll(async () => {
    let clock = now
    manager = await startManager(databaseUnderTest, { clock: () => clock })
    for (const [index, text] of texts.entries()) {
      clock += 1_000
      const expires = index % 3 === 0 ? {} : { expiryDate: now + index * 1_000_000 }
      const body = { keyName: `${index} ${text}`, description: text, roleID: 1 + (index % 2), active: index % 4 !== 0 }
      await manager.newKey({ ...body, ...expires, timeZone: index % 2 === 0 ? 'Asia/Tokyo' : 'Etc/UTC' })
    }
    keys = z
      .object({ apiKeys: z.array(z.custom<SearchedKey>()) })
      .parse(await manager.succeed('GET', '/api/apikeys')).apiKeys
  })
  afterAll(() => manager.stop())

  const comparison = fc.constantFrom(
    'less-than',
    'less-than-or-equal',
    'equal',
    'greater-than-or-equal',
    'greater-than',
    'not-equal',
  )
  const equality = fc.option(fc.constantFrom('equal', 'not-equal'), { nil: undefined })
  const flag = fc.option(fc.boolean(), { nil: undefined })
  const pattern = fc
    .array(fc.constantFrom('%', '_', '\\', "'", 'c', 'I', 'ä', 'ß', 'i\u0307', '\u{1F511}', ...texts), { maxLength: 4 })
    .map((parts) => parts.join(''))
  const moment = fc.integer({ min: -1, max: 14 }).map((index) => now + index * 1_000)
  const expiry = fc.integer({ min: -1, max: 14 }).map((index) => now + index * 1_000_000)
  const dates = (fieldName: string, at: fc.Arbitrary<number>) =>
    fc.record(
      {
        fieldName: fc.constant(fieldName),
        firstDateValue: at,
        firstDateInclusive: fc.boolean(),
        lastDateValue: at,
        lastDateInclusive: fc.boolean(),
      },
      { requiredKeys: ['fieldName', 'firstDateValue'] },
    )
  const criterion: fc.Arbitrary<SearchCriterion> = fc.oneof(
    fc.record({
      fieldName: fc.constantFrom('keyName', 'description', 'timeZone'),
      stringValue: pattern,
      stringTest: equality,
      stringWildcards: flag,
    }),
    fc.record({ fieldName: fc.constant('active'), booleanTest: fc.boolean() }),
    fc.record({
      fieldName: fc.constantFrom('roleID', 'unsuccessfulSignInAttempts'),
      numericValue: fc.constantFrom(0, 1, 1.5, 2, -1),
      numericTest: comparison,
    }),
    dates('created', moment),
    dates('expiryDate', expiry),
    fc.record({
      fieldName: fc.constantFrom('expiryDate', 'lastSignIn', 'unlockTime', 'keyName'),
      nullTest: fc.boolean(),
    }),
    fc.record({ idValue: fc.integer({ min: 0, max: 16 }), idTest: comparison }),
  )

  test('find what a plain reading of every test finds, in the order of their IDs', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(criterion, { maxLength: 3 }),
        fc.integer({ min: 0, max: 20 }),
        fc.boolean(),
        async (searchCriteria, maxItems, sortByObjectID) => {
          const answer = await manager.call('POST', '/api/apikeys/search', { searchCriteria, maxItems, sortByObjectID })
          const expected = keys.filter((key) => searchCriteria.every((one) => holds(one, key))).map(({ ID }) => ID)
          const found = listed.parse(answer.json()).apiKeys.map(({ ID }) => ID)
          expect(found).toEqual(expected.slice(0, maxItems || undefined))
        },
      ),
      { numRuns: 400 },
    )
  }, 60_000)

  test('take a backslash for itself wherever it stands, and find nothing for a NUL', async () => {
    const signs = ['%', '_', '\\', 'c', 'i']
    const patterns = signs.flatMap((a) => signs.flatMap((b) => ['', ...signs].map((c) => a + b + c)))
    for (const stringValue of [...patterns, 'c\0i', '%\0%']) {
      const searched: SearchCriterion = { fieldName: 'description', stringValue }
      const answer = await manager.call('POST', '/api/apikeys/search', { searchCriteria: searched })
      const found = listed.parse(answer.json()).apiKeys.map(({ ID }) => ID)
      expect([stringValue, found]).toEqual([
        stringValue,
        keys.filter((key) => holds(searched, key)).map(({ ID }) => ID),
      ])
    }
  }, 60_000)

  test.each([
    ['ΟΔΟΣ%', ['ΟΔΟΣ', 'ΟΔΟΣΑ']],
    ['οδος%', ['ΟΔΟΣ', 'ΟΔΟΣΑ']],
    ['%ΟΔΟΣ', ['ΟΔΟΣ']],
    ['ΟΔΟΣ_', ['ΟΔΟΣΑ']],
    ['%ΣΑ', ['ΟΔΟΣΑ']],
    ['ΟΔΟΣ', ['ΟΔΟΣ']],
  ])('take the letter sigma of %s for the same wherever it stands', async (stringValue, expected) => {
    const described = async (stringTest: 'equal' | 'not-equal') =>
      z
        .object({ apiKeys: z.array(z.looseObject({ description: z.string() })) })
        .parse(
          await manager.succeed('POST', '/api/apikeys/search', {
            searchCriteria: { fieldName: 'description', stringValue, stringTest },
          }),
        )
        .apiKeys.map(({ description }) => description)
    expect(await described('equal')).toEqual(expected)
    expect(await described('not-equal')).toEqual(texts.filter((text) => !expected.includes(text)))
  })

  test('take a field that is named beside an ID for surplus, unless it is tested', async () => {
    const [first] = keys
    for (const fieldName of ['ID', 'keyName', 'active', 'created']) {
      const answer = await manager.call('POST', '/api/apikeys/search', {
        searchCriteria: { fieldName, idTest: 'equal', idValue: first?.ID },
      })
      expect([fieldName, answer.statusCode, answer.json()]).toEqual([fieldName, 200, { apiKeys: [first] }])
    }
    for (const tried of [{ stringTest: 'equal' }, { stringWildcards: false }, { numericTest: 'less-than' }])
      expect(
        (
          await manager.call('POST', '/api/apikeys/search', {
            searchCriteria: { fieldName: 'keyName', idValue: first?.ID, ...tried },
          })
        ).statusCode,
      ).toBe(400)
  })

  test.each(fields)(
    '%s can be searched by %s with a %s, and with no other test',
    async (collection, fieldName, kind) => {
      const statusOf = async (tried: object) =>
        (await manager.call('POST', `/api/${collection}/search`, { searchCriteria: { fieldName, ...tried } }))
          .statusCode
      expect(await statusOf({ [kind]: values[kind as keyof typeof values] })).toBe(200)
      expect(await statusOf({ nullTest: true })).toBe(200)
      for (const other of Object.keys(values).filter((name) => name !== kind))
        expect([other, await statusOf({ [other]: values[other as keyof typeof values] })]).toEqual([other, 400])
      expect(await statusOf({})).toBe(400)
    },
  )

  test.each([
    ['apikeys', 'locale'],
    ['roles', 'urn'],
    ['roles', 'immutable'],
    ['roles', 'rights'],
    ['administrators', 'password'],
    ['administrators', 'UTCOffset'],
    ['apikeys', 'secretKey'],
    ['tenants', 'ID'],
  ])('%s cannot be searched by %s', async (collection, fieldName) => {
    for (const tried of [{ stringValue: '%' }, { nullTest: false }, { booleanTest: true }])
      expect(
        (await manager.call('POST', `/api/${collection}/search`, { searchCriteria: { fieldName, ...tried } }))
          .statusCode,
      ).toBe(400)
  })

  test.each(['directoryName', 'externalUserID'])(
    'what is never set, %s, is null and equals nothing',
    async (fieldName) => {
      const found = async (tried: object) =>
        z.object({ administrators: z.array(z.unknown()) }).parse(
          await manager.succeed('POST', '/api/administrators/search', {
            searchCriteria: { fieldName, ...tried },
          }),
        ).administrators.length
      expect([
        await found({ nullTest: true }),
        await found({ nullTest: false }),
        await found({ stringValue: '%' }),
      ]).toEqual([1, 0, 0])
    },
  )
})
