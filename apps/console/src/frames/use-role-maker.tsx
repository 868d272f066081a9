import type { Role } from '@latchkey/contract'
import { Suspense, useState, type ComponentType, type ReactNode } from 'react'

/** Opens over the window that asks, and comes back with a role or without. */
export type RoleMaker = ComponentType<{ readonly onDone: (role?: Role) => void }>

export function useRoleMaker(
  Maker: RoleMaker,
  onMade: (role: Role) => void,
): { readonly make: () => void; readonly maker: ReactNode } {
  const [isMaking, setMaking] = useState(false)
  return {
    make: () => setMaking(true),
    maker: isMaking && (
      <Suspense>
        <Maker
          onDone={(role) => {
            setMaking(false)
            if (role) onMade(role)
          }}
        />
      </Suspense>
    ),
  }
}
