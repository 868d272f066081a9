import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { apiKeyQueries } from '../../../queries/api-key-queries.ts'
import { useNotes, useRoleNames } from '../use-api-keys.ts'
import { WorkWindow } from './work-window.tsx'

interface LockOutWindowProps {
  readonly apiKeyID: number
  readonly onClose: () => void
}

/** At an address of its own: from anywhere to locked out is the palette, the name and one more Enter. */
export function LockOutWindow({ apiKeyID, onClose }: LockOutWindowProps) {
  const { data } = useQuery(apiKeyQueries.detail(apiKeyID))
  const notes = useNotes()
  const roleNames = useRoleNames()
  // As it was drawn: what it becomes is the window's own doing.
  const [key, setKey] = useState(data)
  if (key === undefined && data !== undefined) setKey(data)
  if (key === undefined) return null
  return (
    <WorkWindow
      kind={key.active ? 'lockOut' : 'unlock'}
      keys={[key]}
      notes={notes}
      roleNames={roleNames}
      onDone={() => undefined}
      onClose={onClose}
    />
  )
}
