import type { ApiKey } from '@latchkey/contract'
import { CircleAlert, SearchCheck } from 'lucide-react'
import { useWindowSpeech } from '../../../messages/windows.ts'
import { Button } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { Statement } from '../../../ui/statement.tsx'
import { SecretPage } from './secret-page.tsx'
import type { Issuing } from './use-issuance.ts'

interface IssuanceWindowProps {
  readonly issuing: Issuing
  readonly onClose: (key?: ApiKey) => void
  readonly onNewSecret: (apiKeyID: number) => void
}

/** What follows once it was asked for: the secret, or the plain truth about what became of it. */
export function IssuanceWindow({ issuing, onClose, onNewSecret }: IssuanceWindowProps) {
  const { messages } = useWindowSpeech()
  const { state } = issuing
  const close = <Button onClick={() => onClose()}>{messages.close}</Button>
  const giveUp = async () => {
    await issuing.forget()
    onClose()
  }
  const replace = async (apiKeyID: number) => {
    await issuing.forget()
    onNewSecret(apiKeyID)
  }
  switch (state.step) {
    case 'idle':
    case 'asking':
    case 'refused':
      return null
    case 'held':
      return <SecretPage held={state.held} onClose={onClose} onForget={issuing.forget} />
    case 'findingOut':
      return (
        <Dialog title={messages.findingOut} onClose={() => onClose()} footer={close}>
          <Statement live="status" icon={<SearchCheck size={24} aria-hidden />} title={messages.findingOutTitle}>
            {messages.findingOutHelp} {state.message}
          </Statement>
        </Dialog>
      )
    case 'notDone':
      return (
        <Dialog
          title={messages.notDone}
          onClose={() => void giveUp()}
          footer={
            <>
              <Button onClick={() => void giveUp()}>{messages.cancel}</Button>
              <Button look="primary" onClick={() => void issuing.sendAgain()}>
                {messages.retry}
              </Button>
            </>
          }
        >
          <Statement live="alert" icon={<CircleAlert size={24} aria-hidden />} title={messages.notDoneTitle}>
            {state.message || messages.notDoneHelp}
          </Statement>
        </Dialog>
      )
    case 'flagged':
    case 'gone': {
      const { apiKeyID } = state
      return (
        <Dialog
          title={messages.secretMissing}
          onClose={() => void giveUp()}
          footer={
            <>
              <Button onClick={() => void giveUp()}>{messages.close}</Button>
              {apiKeyID !== undefined && (
                <Button look="primary" onClick={() => void replace(apiKeyID)}>
                  {messages.newSecret}
                </Button>
              )}
            </>
          }
        >
          <Statement live="alert" icon={<CircleAlert size={24} aria-hidden />} title={messages.secretMissingTitle}>
            {state.step === 'flagged' ? state.message : messages.secretMissingHelp}
          </Statement>
        </Dialog>
      )
    }
  }
}
