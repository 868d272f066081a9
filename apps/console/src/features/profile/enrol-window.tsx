import type { EnrolledMfa, RecoveryCodes } from '@latchkey/contract'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { OutcomeBanner } from '../../frames/form-window.tsx'
import { useAdministrationSpeech } from '../../messages/administration.ts'
import { confirmMfa, enrolMfa } from '../../queries/profile-queries.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { QrCode } from '../../ui/qr-code.tsx'
import { CodeWindow } from './code-window.tsx'
import styles from './profile.module.css'

interface EnrolWindowProps {
  readonly onDone: (codes: RecoveryCodes) => void
  readonly onClose: () => void
}

/** First what it takes, then the code to scan, then a first code back; nothing is on before that. */
export function EnrolWindow({ onDone, onClose }: EnrolWindowProps) {
  const { messages } = useAdministrationSpeech()
  const [enrolled, setEnrolled] = useState<EnrolledMfa>()
  const begin = useMutation({ gcTime: 0, mutationFn: enrolMfa, onSuccess: setEnrolled })
  if (enrolled) return <ConfirmWindow enrolled={enrolled} onDone={onDone} onClose={onClose} />
  return (
    <Dialog
      title={messages.mfa}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{messages.cancel}</Button>
          <Button look="primary" busy={begin.isPending} onClick={() => begin.mutate()}>
            {messages.next}
          </Button>
        </>
      }
    >
      {begin.error && <OutcomeBanner error={begin.error} />}
      <p>{messages.mfaApp}</p>
      <p>{messages.mfaEndsOthers}</p>
    </Dialog>
  )
}

interface ConfirmWindowProps extends EnrolWindowProps {
  readonly enrolled: EnrolledMfa
}

function ConfirmWindow({ enrolled, onDone, onClose }: ConfirmWindowProps) {
  const { messages } = useAdministrationSpeech()
  return (
    <CodeWindow
      title={messages.mfa}
      submitLabel={messages.switchMfaOn}
      codeHelp={messages.firstCodeHelp}
      send={confirmMfa}
      onDone={onDone}
      onClose={onClose}
    >
      <p>{messages.scan}</p>
      <QrCode label={messages.qrCode} text={enrolled.otpauthURI} />
      <details>
        <summary>{messages.cannotScan}</summary>
        <p>
          {messages.typeSeed}{' '}
          <output className={styles['seed']}>{enrolled.seed.replaceAll(/(.{4})/g, '$1 ').trim()}</output>
        </p>
      </details>
    </CodeWindow>
  )
}
