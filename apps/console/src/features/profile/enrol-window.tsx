import type { EnrolledMfa, RecoveryCodes } from '@latchkey/contract'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { FormWindow, OutcomeBanner } from '../../frames/form-window.tsx'
import { fieldRefusal } from '../../frames/refusal.ts'
import { useAdministrationSpeech } from '../../messages/administration.ts'
import { confirmMfa, enrolMfa } from '../../queries/profile-queries.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { QrCode } from '../../ui/qr-code.tsx'
import { TextField } from '../../ui/text-field.tsx'
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
  const [code, setCode] = useState('')
  const [isChecked, setChecked] = useState(false)
  const confirm = useMutation({ gcTime: 0, mutationFn: () => confirmMfa(code.trim()), onSuccess: onDone })
  const refusal = fieldRefusal(confirm.error, ['mfaCode'])
  return (
    <FormWindow
      title={messages.mfa}
      submitLabel={messages.switchMfaOn}
      isDirty={false}
      isBusy={confirm.isPending}
      error={refusal ? null : confirm.error}
      onSubmit={() => {
        setChecked(true)
        if (code.trim() !== '') confirm.mutate()
      }}
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
      <TextField
        label={messages.code}
        help={messages.firstCodeHelp}
        error={isChecked && code.trim() === '' ? messages.codeGiven : refusal && messages.codeWrong}
        value={code}
        autoComplete="one-time-code"
        inputMode="numeric"
        autoFocus
        onChange={(event) => setCode(event.target.value)}
      />
    </FormWindow>
  )
}
