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
}
