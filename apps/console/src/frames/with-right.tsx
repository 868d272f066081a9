import type { RightPath } from '@latchkey/contract'
import { useSuspenseQuery } from '@tanstack/react-query'
import { LockKeyhole } from 'lucide-react'
import type { ReactNode } from 'react'
import { rightOf } from '../lib/rights.ts'
import { useAdministrationSpeech } from '../messages/administration.ts'
import { sessionQueries } from '../queries/session-queries.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Statement } from '../ui/statement.tsx'

interface WithRightProps {
  readonly right: RightPath
  readonly feature: 'apikeyRights' | 'administratorRights' | 'administratorRoleRights'
  readonly verb: 'create' | 'edit' | 'delete'
  readonly onClose: () => void
  readonly children: ReactNode
}

/** What changes something has an address that anybody can open: whoever lacks the right is told which, and who can give it. */
export function WithRight({ right, children, ...lack }: WithRightProps) {
  const { data: session } = useSuspenseQuery(sessionQueries.current())
  return rightOf(session, right) === 'missing' ? <LacksRight {...lack} roleName={session.role?.name} /> : children
}

interface LacksRightProps extends Pick<WithRightProps, 'feature' | 'verb' | 'onClose'> {
  readonly roleName: string | undefined
}

function LacksRight({ feature, verb, roleName, onClose }: LacksRightProps) {
  const { messages } = useAdministrationSpeech()
  const right = messages.rightOf(messages[`feature.${feature}`], messages[`verb.${verb}`])
  return (
    <Dialog title={messages.readAccess} onClose={onClose} footer={<Button onClick={onClose}>{messages.close}</Button>}>
      <Statement live="status" icon={<LockKeyhole size={24} aria-hidden />} title={messages.cannotDo}>
        {messages.takesRight(right, roleName ?? messages.ofYourRole)}
      </Statement>
    </Dialog>
  )
}
