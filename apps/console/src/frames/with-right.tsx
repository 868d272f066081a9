import { LockKeyhole } from 'lucide-react'
import type { ReactNode } from 'react'
import { useAdministrationSpeech } from '../messages/administration.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Statement } from '../ui/statement.tsx'

interface LackProps {
  readonly feature: 'apikeyRights' | 'administratorRights' | 'administratorRoleRights'
  readonly verb: 'create' | 'edit' | 'delete'
  readonly onClose: () => void
}

interface WithRightProps extends LackProps {
  /** Whose role surely has not the right. */
  readonly lack: { readonly roleName: string | undefined } | undefined
  readonly children: ReactNode
}

/** What changes something has an address that anybody can open: whoever lacks the right is told which, and who can give it. */
export const WithRight = ({ lack, children, ...about }: WithRightProps) =>
  lack ? <LacksRight {...about} {...lack} /> : children

function LacksRight({ feature, verb, roleName, onClose }: LackProps & { readonly roleName: string | undefined }) {
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
