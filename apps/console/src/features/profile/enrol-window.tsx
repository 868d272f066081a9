import type { RecoveryCodes } from '@latchkey/contract'
import { useMutation } from '@tanstack/react-query'
import { useEffect } from 'react'
import { OutcomeBanner } from '../../frames/form-window.tsx'
import { useAdministrationSpeech } from '../../messages/administration.ts'
import { confirmMfa, enrolMfa } from '../../queries/profile-queries.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { QrCode } from '../../ui/qr-code.tsx'
import { CodeWindow } from './code-window.tsx'
import { factorCalls } from './factor-calls.ts'
import styles from './profile.module.css'

interface EnrolWindowProps {
  readonly onDone: (codes: RecoveryCodes) => void
  readonly onClose: () => void
}

/** What it takes, the code to scan, and a first code back; nothing is on before that. */
export function EnrolWindow({ onDone, onClose }: EnrolWindowProps) {
  const { messages } = useAdministrationSpeech()
  const { mutate, data: enrolled, error } = useMutation({ gcTime: 0, mutationFn: enrolMfa })
  // The seed is made when the window opens, and is gone with it.
  useEffect(() => mutate(), [mutate])
  if (!enrolled)
    return (
      <Dialog title={messages.mfa} onClose={onClose} footer={<Button onClick={onClose}>{messages.cancel}</Button>}>
        {error ? <OutcomeBanner error={error} /> : <p role="status">{messages.loadingList}</p>}
      </Dialog>
    )
  return (
    <CodeWindow
      title={messages.mfa}
      submitLabel={messages.switchMfaOn}
      codeHelp={messages.firstCodeHelp}
      calls={factorCalls.enrol}
      send={confirmMfa}
      onDone={onDone}
      onClose={onClose}
    >
      <p>
        {messages.mfaApp} {messages.mfaEndsOthers}
      </p>
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
