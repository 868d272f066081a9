import type { Generated, Transaction as TransactionOf } from 'kysely'

/** What a change does everything in. */
export type Transaction = TransactionOf<ManagerTables>

/** Flags are 0 or 1 and times are milliseconds on both engines; a column named *_folded is what searches compare. */
export interface ManagerTables {
  id_sequences: { name: string; value: number }
  tenants: TenantTable
  roles: RoleTable
  /** Users and keys share one name space and one sequence of IDs. */
  principals: { id: number; tenant_id: number; kind: 'administrator' | 'api-key'; name_folded: string }
  administrators: AdministratorTable
  api_keys: ApiKeyTable
  sessions: SessionTable
  /** The seed is sealed; a step is taken once. */
  second_factors: { administrator_id: number; sealed_seed: string; confirmed: number; last_step: number }
  recovery_codes: { administrator_id: number; digest: string }
  /** Only what differs from its default. */
  system_settings: { tenant_id: number; name: string; value: string }
  set_up_tokens: { digest: string; expires: number }
  system_events: SystemEventTable
  /** One row: no moment before it comes again. */
  latest_moment: { latest: number }
  clusters: ClusterTable
  api_usage_metrics: ApiUsageMetricTable
}

interface TenantTable {
  id: number
  name: string
  name_folded: string
  description: Generated<string>
  description_folded: Generated<string>
  guid: string
  guid_folded: Generated<string>
  time_zone: string
  time_zone_folded: Generated<string>
  locale: Generated<string>
  demo_mode: Generated<number>
  /** JSON: names of modules. */
  modules_visible: Generated<string>
  hide_unlicensed_modules: Generated<number>
  state: Generated<string>
  created: number
}

interface RoleTable {
  tenant_id: number
  id: number
  name: string
  name_folded: string
  description: string
  description_folded: string
  immutable: number
  only_equal_or_lesser: number
  all_computers: number
  all_policies: number
  allow_user_interface: number
  allow_web_service: number
  allow_manage_link: number | null
  allow_migration: number | null
  /** JSON: the paths of the rights held. */
  rights: string
  /** Of the text above: the same digest is the same rights, and is shorter to read in every call. */
  rights_digest: string
  /** JSON: ID lists. */
  computer_ids: string
  computer_group_ids: string
  policy_ids: string
  modified: Generated<number>
}

interface AdministratorTable {
  id: number
  tenant_id: number
  username: string
  username_folded: string
  full_name: string
  role_id: number
  locale: string
  time_zone: string
  active: number
  password_hash: string
  created: number
  last_password_change: number
  last_sign_in: number | null
  unlock_time: number | null
  attempts: number
  /** When the last password was tried; old attempts are forgotten. */
  attempted: number | null
  /** Of the attempts, those whose outcome is still open. */
  attempts_running: Generated<number>
  full_name_folded: string
  time_zone_folded: string
  description: Generated<string>
  description_folded: Generated<string>
  phone_number: Generated<string>
  phone_number_folded: Generated<string>
  mobile_number: Generated<string>
  mobile_number_folded: Generated<string>
  pager_number: Generated<string>
  pager_number_folded: Generated<string>
  email_address: Generated<string>
  email_address_folded: Generated<string>
  time_format: Generated<string>
  mfa_type: Generated<string>
  user_type: Generated<string>
  password_never_expires: Generated<number>
  primary_contact: Generated<number>
  receive_notifications: Generated<number>
  report_pdf_password_enabled: Generated<number>
  external: Generated<number>
  read_only: Generated<number>
}

interface ApiKeyTable {
  id: number
  tenant_id: number
  key_name: string
  key_name_folded: string
  description: string
  description_folded: string
  locale: string
  role_id: number
  time_zone: string
  time_zone_folded: string
  active: number
  created: number
  last_sign_in: number | null
  unlock_time: number | null
  attempts: number
  expiry_date: number | null
  /** The expiry that no event has told of yet. */
  expiry_to_tell: Generated<number | null>
  service_account: number
  secret_digest: string
  pepper_version: number
  /** When a person or client last changed it; using it does not count. */
  modified: Generated<number>
}

interface ClusterTable {
  id: string
  tenant_id: number
  name: string
  /** Empty where none was given. */
  description: string
  group_id: string
  policy_id: string
  resource_id: string
  created: number
  modified: number
  /** The key that registered it. */
  registered_by_id: number
  token_digest: string
}

interface SessionTable {
  digest: string
  /** Names the session to people; opens nothing. */
  handle: string
  tenant_id: number
  administrator_id: number
  /** Null for a session of the legacy login, which has no rID. */
  rid_digest: string | null
  created: number
  last_activity: number
}

interface SystemEventTable {
  id: number
  tenant_id: number
  time: number
  level: number
  number: number
  event: string
  target_kind: string
  target_id: number | null
  target_name: string
  target_name_folded: Generated<string>
  performed_by_id: number | null
  performed_by_name: string
  performed_by_name_folded: Generated<string>
  description: string
  description_folded: Generated<string>
}

interface ApiUsageMetricTable {
  id: number
  tenant_id: number
  api_type: string
  action: string
  method: string
  date: number
  tenant_guid: string
  duration: number
  status_code: number
  authentication_method: string
  response_item_count: number | null
}
