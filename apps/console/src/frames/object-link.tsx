import type { ReactNode } from 'react'
import { Link } from '../router/link.tsx'

interface ObjectLinkProps {
  /** As the activity calls it, or as a system event does. */
  readonly kind: string | undefined
  readonly ID: number | undefined
  readonly children: ReactNode
}

/** The way to what an event or an entry is about; what has no page is its name alone. */
export function ObjectLink({ kind, ID, children }: ObjectLinkProps) {
  const text = ID === undefined ? undefined : String(ID)
  if (kind === 'systemSettings' || kind === 'setting') return <Link to="/system-settings">{children}</Link>
  if (kind === 'tenants' || kind === 'tenant') return <Link to="/tenants">{children}</Link>
  if (text === undefined) return children
  switch (kind) {
    case 'apiKeys':
    case 'api-key':
      return (
        <Link to="/api-keys/$apiKeyID" params={{ apiKeyID: text }}>
          {children}
        </Link>
      )
    case 'roles':
    case 'role':
      return (
        <Link to="/roles/$roleID" params={{ roleID: text }}>
          {children}
        </Link>
      )
    case 'administrators':
    case 'administrator':
      return (
        <Link to="/users/$administratorID" params={{ administratorID: text }}>
          {children}
        </Link>
      )
    case undefined:
    default:
      return children
  }
}
