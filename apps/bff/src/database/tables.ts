export interface ConsoleTables {
  browser_sessions: {
    /** SHA-256 of the token that only the browser holds. */
    digest: string
    /** Whose session it is: tenant and user, so that their sessions can be counted and ended. */
    person: string
    sealed: string
    created: number
    last_seen: number
  }
  activity: {
    sequence: number
    scope: string | null
    time: number
    action: string
    outcome: string
    user_name: string | null
    object_kind: string | null
    object_id: number | null
    request_id: string
    /** The entry as canonical JSON: what the hash is over. */
    entry: string
    hash: string
  }
  activity_head: { id: 1; sequence: number; hash: string }
  issuances: {
    person: string
    idempotency_key: string
    scope: string
    operation: string
    /** HMAC of what was asked for: the same key with anything else is refused. */
    fingerprint: string
    public_key: string
    /** What the manager is sent; a body to create holds no secret. */
    body: string
    state: string
    message: string | null
    field: string | null
    status: number | null
    name_folded: string | null
    api_key_id: number | null
    /** The tenant that the key is for, where it is not one of the person's own. */
    tenant_id: number | null
    /** The key without its secret. */
    api_key: string | null
    sealed: string | null
    begun: number
    /** When it was sent, by the manager's clock; null until then. */
    sent: number | null
    /** When it was sent the last time, by ours. */
    attempted: number | null
    changed: number
    /** Whoever works on it is done by then, or dead; afterwards another may take it up. */
    lease: number
    request_id: string
    /** Who asked, from where: for the activity. */
    origin: string
  }
  unconfirmed_secrets: { scope: string; api_key_id: number; person: string; idempotency_key: string }
  lock_outs: {
    scope: string
    api_key_id: number
    person: string
    begun: number
    tries: number
    lease: number
    origin: string
  }
  notes: {
    scope: string
    api_key_id: number
    owner: string | null
    purpose: string | null
    note: string | null
    lock_reason: string | null
    replaces: number | null
    modified: number
    modified_by: string
  }
  /** One row, where the manager is ours. */
  own_manager: { id: number; name: string }
}
