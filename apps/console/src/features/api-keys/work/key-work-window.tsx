import { use } from 'react'
import { WithRight } from '../../../frames/with-right.tsx'
import { useLack } from '../../../queries/use-lack.ts'
import { keyRights } from '../key-actions.tsx'
import { useNotes, useRoleNames } from '../use-api-keys.ts'
import { OpenedKey } from '../window/opened-key.tsx'
import { Say } from './say.ts'
import type { WorkKind } from './work-change.ts'
import { WorkWindow } from './work-window.tsx'

const kinds = {
  'lock-out': 'lockOut',
  'set-expiry': 'setExpiry',
  'change-role': 'changeRole',
  delete: 'remove',
} as const satisfies Record<string, WorkKind>

interface KeyWorkWindowProps {
  readonly apiKeyID: number
  /** As it stands in the address. */
  readonly work: keyof typeof kinds
  readonly onClose: () => void
}

/** At an address of its own: from anywhere to locked out is the palette, the name and one more Enter. */
export function KeyWorkWindow({ apiKeyID, work, onClose }: KeyWorkWindowProps) {
  const notes = useNotes()
  const roleNames = useRoleNames()
  const say = use(Say)
  const kind = kinds[work]
  const isRemoval = kind === 'remove'
  const lack = useLack(isRemoval ? keyRights.remove : keyRights.edit)
  return (
    <WithRight lack={lack} feature="apikeyRights" verb={isRemoval ? 'delete' : 'edit'} onClose={onClose}>
      <OpenedKey apiKeyID={apiKeyID} onClose={onClose}>
        {(key) => (
          <WorkWindow
            kind={kind === 'lockOut' && !key.active ? 'unlock' : kind}
            keys={[key]}
            notes={notes}
            roleNames={roleNames}
            onDone={say}
            onClose={onClose}
          />
        )}
      </OpenedKey>
    </WithRight>
  )
}
