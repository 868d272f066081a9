import type { Role } from '@latchkey/contract'
import { useAdministrationSpeech } from '../../../messages/administration.ts'
import { Banner } from '../../../ui/banner.tsx'
import { Button } from '../../../ui/button.tsx'
import { DifferencesTable } from '../differences-table.tsx'
import { roleDifferences } from '../role-differences.ts'

interface MeanwhileProps {
  /** As it was when editing began. */
  readonly before: Role
  readonly now: Role
  readonly onTake: () => void
}

/** What somebody else changed while the editor was open; saving again sends what stands in the editor. */
export function Meanwhile({ before, now, onTake }: MeanwhileProps) {
  const { messages } = useAdministrationSpeech()
  return (
    <Banner tone="warning" action={<Button onClick={onTake}>{messages.takeTheirs}</Button>}>
      <p>{messages.roleMeanwhile}</p>
      <DifferencesTable
        differences={roleDifferences(before, now)}
        a={messages.meanwhileBefore}
        b={messages.meanwhileTheirs}
      />
    </Banner>
  )
}
