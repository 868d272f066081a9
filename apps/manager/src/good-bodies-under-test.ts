const searchFor = (text: string, flag: string, date: string) => ({
  maxItems: 5,
  sortByObjectID: true,
  searchCriteria: [
    { fieldName: text, stringValue: 'a%b_', stringTest: 'not-equal', stringWildcards: true },
    { fieldName: flag, booleanTest: false },
    { fieldName: date, firstDateValue: 1, lastDateValue: 2_000_000_000_000, firstDateInclusive: false },
    { fieldName: text, nullTest: false },
    { idValue: 3, idTest: 'greater-than' },
  ],
})
// Each request has a number of its own where this stands: most names may be taken once only.
export const number = '#'
const key = {
  keyName: `Schlüssel ${number}`,
  description: 'made\nby chance',
  roleID: 2,
  locale: 'en-US',
  timeZone: 'Europe/Berlin',
  active: true,
  expiryDate: 4_000_000_000_000,
}
const role = {
  name: `Rolle ${number}`,
  description: '',
  allComputers: false,
  computerIDs: [1, 2],
  allowUserInterface: true,
  rights: { platformRights: { apikeyRights: { canViewApiKeys: true } } },
}
const user = { username: `jemand ${number}`, password: 'correct horse battery', roleID: 2, emailAddress: 'a@b.example' }
const cluster = { name: `shop_${number}`, groupId: '00000000-0000-0000-0000-000000000001', description: 'Shop' }
const visionOneKey = {
  name: `Key ${number}`,
  role: 'Auditor',
  status: 'enabled',
  description: 'x',
  monthsToExpiration: 3,
}

/** A good body of each operation that takes one; one that is not here begins as an empty object. */
const bodies: Readonly<Record<string, unknown>> = {
  'POST /api/sessions': { userName: 'nobody', password: 'correct horse battery', tenantName: 'T', mfaCode: '123456' },
  'POST /api/apikeys': key,
  'POST /api/apikeys/:apiKeyID': key,
  'POST /api/apikeys/current': { description: 'self', locale: 'ja-JP' },
  'POST /api/apikeys/search': searchFor('keyName', 'serviceAccount', 'created'),
  'POST /api/roles/search': { searchCriteria: { fieldName: 'name', stringValue: '%a%' } },
  'POST /api/administrators/search': searchFor('emailAddress', 'readOnly', 'lastPasswordChange'),
  'POST /api/tenants/search': searchFor('guid', 'demoMode', 'lastSigninTime'),
  'POST /api/roles': role,
  'POST /api/roles/:roleID': role,
  'POST /api/administrators': user,
  'POST /api/administrators/:administratorID': { fullName: 'Jemand', mfaType: 'none', timeFormat: '12', roleID: 2 },
  'POST /api/administrators/current': { fullName: 'Ich', phoneNumber: '+49', emailAddress: '' },
  'POST /api/tenants': { name: `Mieter ${number}`, administrator: user, modulesVisible: ['all'] },
  'POST /api/tenants/:tenantID': { description: 'x', demoMode: false, locale: 'ja-JP' },
  'POST /api/tenants/:tenantID/apikeys': key,
  'POST /api/systemsettings/:name': { value: 'true' },
  'POST /api/systemsettings': { platformSettingActiveSessionsMax: { value: '10' } },
  'POST /v3.0/iam/apiKeys': [visionOneKey],
  'PATCH /v3.0/iam/apiKeys/:id': { name: `Other ${number}`, role: 'Auditor', status: 'disabled', description: '' },
  'POST /v3.0/iam/apiKeys/delete': [{ id: '4c61746b-6579-8000-8000-000000000020' }],
  'POST /v3.0/containerSecurity/kubernetesClusters': cluster,
  'PATCH /v3.0/containerSecurity/kubernetesClusters/:id': { description: 'y', groupId: cluster.groupId },
}
export const goodBody = (operation: string): unknown => bodies[operation] ?? {}
