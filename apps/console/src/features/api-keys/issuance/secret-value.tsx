import type { ApiKey } from '@latchkey/contract'
import { Eye, EyeOff } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { copyText } from '../../../lib/copy-text.ts'
import { saveFile } from '../../../lib/save-file.ts'
import { useWindowSpeech } from '../../../messages/windows.ts'
import { Button } from '../../../ui/button.tsx'
import { SegmentedControl } from '../../../ui/segmented-control.tsx'
import type { HeldSecret } from './issuing.ts'
import { fileNameFor, secretFormats, type SecretFormat } from './secret-formats.ts'
import styles from './secret.module.css'
import { useShownForAWhile } from './use-shown-for-a-while.ts'

interface SecretValueProps {
  readonly held: HeldSecret
  /** Then copying is no longer the first thing to do here. */
  readonly isProven: boolean
  readonly onDownload: (fileName: string) => void
}

const [plain] = secretFormats
const inFormat = (format: SecretFormat | undefined, secret: string, { keyName, ID }: ApiKey): string =>
  format ? format.text({ secret, keyName, apiKeyID: ID }) : secret

/** The secret, hidden until it is asked for. The page has its text in one node, and only while it is shown. */
export function SecretValue({ held: { apiKey, open }, isProven, onDownload }: SecretValueProps) {
  const { messages } = useWindowSpeech()
  const node = useRef<HTMLElement>(null)
  const [isShown, setShown] = useShownForAWhile()
  const [formatID, setFormatID] = useState('plain')
  const [outcome, setOutcome] = useState('')
  const format = secretFormats.find(({ id }) => id === formatID) ?? plain
  const text = async () => inFormat(format, await open(), apiKey)

  useEffect(() => {
    const place = node.current
    if (!isShown || !place) return undefined
    let isOver = false
    const fill = async () => {
      const secret = await open()
      if (!isOver) place.textContent = inFormat(format, secret, apiKey)
    }
    void fill()
    return () => {
      isOver = true
      place.textContent = ''
    }
  }, [isShown, format, open, apiKey])

  const copy = async () => {
    const isCopied = await copyText(await text())
    setOutcome(isCopied ? messages.copied : messages.copyFailed)
    if (isCopied) return
    setShown(true)
    // Once it is drawn and filled: then it only needs the keyboard.
    setTimeout(() => node.current && getSelection()?.selectAllChildren(node.current), 100)
  }
  const download = async () => {
    if (!format) return
    const fileName = fileNameFor(apiKey.keyName, format)
    saveFile(fileName, await text())
    onDownload(fileName)
  }
  const Icon = isShown ? EyeOff : Eye
  return (
    <section className={styles['value']} aria-label={messages.secretKey}>
      <SegmentedControl
        label={messages.secretFormat}
        options={secretFormats.map(({ id, name }) => ({
          value: id,
          name: id === 'plain' ? messages.secretPlain : name,
        }))}
        value={formatID}
        onChange={(next) => {
          setFormatID(next)
          setOutcome('')
        }}
      />
      <div className={styles['box']}>
        {isShown ? (
          <code ref={node} className={styles['text']} />
        ) : (
          <span className={styles['text']}>
            <span aria-hidden>{'•'.repeat(24)}</span>
            <span className={styles['unseen']}>{messages.secretHidden}</span>
          </span>
        )}
      </div>
      <div className={styles['line']}>
        <Button look={isProven ? 'plain' : 'primary'} onClick={() => void copy()}>
          {messages.copy}
        </Button>
        <Button onClick={() => setShown(!isShown)} aria-pressed={isShown}>
          <Icon size={16} aria-hidden />
          {isShown ? messages.secretHide : messages.secretShow}
        </Button>
        <Button onClick={() => void download()}>{messages.download}</Button>
        <span role="status" className={styles['outcome']}>
          {outcome}
        </span>
      </div>
    </section>
  )
}
