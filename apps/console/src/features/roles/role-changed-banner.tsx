import type { ReactNode } from 'react'
import { LastChange } from '../../frames/history-facts.tsx'
import { useAdministrationSpeech } from '../../messages/administration.ts'
import { useHistory } from '../../queries/use-history.ts'
import { Banner } from '../../ui/banner.tsx'
import { DifferencesTable } from './differences-table.tsx'
import type { RoleChanged } from './role-changed.ts'
import { roleDifferences } from './role-differences.ts'

interface RoleChangedBannerProps {
  readonly changed: RoleChanged
  readonly action?: ReactNode
  /** What it means for what one was about to do. */
  readonly children: string
}

/** What somebody else changed meanwhile, and who it was. */
export function RoleChangedBanner({ changed: { before, now }, action, children }: RoleChangedBannerProps) {
  const { messages } = useAdministrationSpeech()
  return (
    <Banner tone="warning" action={action}>
      <p>{children}</p>
      <LastChange history={useHistory('role', now.ID)} />
      <DifferencesTable
        differences={roleDifferences(before, now)}
        a={messages.meanwhileBefore}
        b={messages.meanwhileTheirs}
      />
    </Banner>
  )
}
