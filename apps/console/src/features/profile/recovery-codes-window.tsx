import { useEffect, useState } from 'react'
import { copyText } from '../../lib/copy-text.ts'
import { saveFile } from '../../lib/save-file.ts'
import { useAdministrationSpeech } from '../../messages/administration.ts'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { CheckBox } from '../../ui/check-box.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { TextField } from '../../ui/text-field.tsx'
import styles from './profile.module.css'

interface RecoveryCodesWindowProps {
  readonly codes: readonly string[]
  readonly onClose: () => void
}

/** Shown once: it closes when one of them was typed back, or the file is said to be kept; otherwise it asks. */
export function RecoveryCodesWindow({ codes, onClose }: RecoveryCodesWindowProps) {
  const { messages } = useAdministrationSpeech()
  const [copied, setCopied] = useState<boolean>()
  const [isDownloaded, setDownloaded] = useState(false)
  const [isKept, setKept] = useState(false)
  const [typed, setTyped] = useState('')
  const [isAsking, setAsking] = useState(false)
  useEffect(() => {
    const ask = (event: BeforeUnloadEvent) => event.preventDefault()
    addEventListener('beforeunload', ask)
    return () => removeEventListener('beforeunload', ask)
  }, [])
  const text = `${codes.join('\n')}\n`
  const isProven = isKept || codes.includes(typed.trim())
  const download = () => {
    saveFile('latchkey-recovery-codes.txt', text)
    setDownloaded(true)
  }
  return (
    <Dialog
      title={messages.recoveryCodes}
      onClose={() => setAsking(true)}
      footer={
        isAsking ? (
          <>
            <span role="alert" className={styles['ask']}>
              {messages.recoveryCodesAsk}
            </span>
            <Button onClick={onClose}>{messages.closeWithoutKeeping}</Button>
            <Button look="primary" onClick={() => setAsking(false)}>
              {messages.goBack}
            </Button>
          </>
        ) : (
          <Button look="primary" blocked={isProven ? undefined : messages.recoveryProof} onClick={onClose}>
            {messages.close}
          </Button>
        )
      }
    >
      <Banner tone="warning">{messages.recoveryCodesHelp}</Banner>
      <ul className={styles['codes']} aria-label={messages.recoveryCodes}>
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <div className={styles['line']}>
        <Button onClick={() => void copyText(text).then(setCopied)}>{messages.copy}</Button>
        <Button onClick={download}>{messages.download}</Button>
        <span role="status">{copied !== undefined && (copied ? messages.copied : messages.copyFailed)}</span>
      </div>
      {isDownloaded && <CheckBox label={messages.fileIsKept} checked={isKept} onChange={setKept} />}
      <TextField
        label={messages.typeOneBack}
        help={messages.typeOneBackHelp}
        value={typed}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => setTyped(event.target.value)}
      />
    </Dialog>
  )
}
