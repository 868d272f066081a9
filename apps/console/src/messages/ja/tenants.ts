import type { tenants as en } from '../en/tenants.ts'

export const tenants: typeof en = {
  addressGiven: 'メールアドレスを入力してください。',
  deleteTenantHelp: 'ユーザ、役割、APIキー、イベントを含むすべてが削除されます。元に戻せません。',
  deleteTenantVerb: (name) => `テナント${name}を削除`,
  firstAdministrator: '最初の管理者です。このテナントでのみフルアクセスを持ちます。',
  newTenant: '新しいテナント',
  noTenants: 'テナントがありません',
  noTenantsHelp: 'マネージャから空の一覧が返されました。',
  primaryTenantStays: 'プライマリテナントは変更できません。',
  resumeTenant: '再開…',
  resumeTenantHelp: 'ユーザは再びサインインでき、APIキーも使えるようになります。',
  resumeTenantVerb: (name) => `テナント${name}を再開`,
  suspended: '停止中',
  suspendTenant: '停止…',
  suspendTenantHelp: '再開するまで、サインインもAPIキーの使用もできません。',
  suspendTenantVerb: (name) => `テナント${name}を停止`,
  tenantNameGiven: 'テナントの名前を入力してください。',
  tenantsOf: (shown, all) => (shown === all ? `テナント${all}件` : `テナント${all}件中${shown}件`),
}
