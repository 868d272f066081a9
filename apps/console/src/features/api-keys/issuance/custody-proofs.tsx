import { CircleCheck } from 'lucide-react'
import { useState } from 'react'
import { useWindowSpeech } from '../../../messages/windows.ts'
import { Button } from '../../../ui/button.tsx'
import { TextField } from '../../../ui/text-field.tsx'
import { comparePasted, type Mismatch } from './custody.ts'
import type { HeldSecret } from './issuing.ts'
import styles from './secret.module.css'
import { useSeenInUse } from './use-seen-in-use.ts'

export type Proof = 'pasted' | 'downloaded' | 'seen'

interface CustodyProofsProps {
  readonly held: HeldSecret
  readonly fileName: string | undefined
  readonly keepsLastSignIn: boolean
  readonly proof: Proof | undefined
  readonly onProven: (proof: Proof) => void
}

/** One of them is enough: whoever leaves has it somewhere else, and knows it. */
export function CustodyProofs({ held, fileName, keepsLastSignIn, proof, onProven }: CustodyProofsProps) {
  const { messages } = useWindowSpeech()
  if (proof !== undefined)
    return (
      <p role="status" className={styles['proven']}>
        <CircleCheck size={16} aria-hidden />
        {messages[proofMessage[proof]]}
      </p>
    )
  return (
    <fieldset className={styles['proofs']}>
      <legend>{messages.proofLegend}</legend>
      <PasteProof held={held} onSame={() => onProven('pasted')} />
      {fileName !== undefined && (
        <label className={styles['check']}>
          <input type="checkbox" checked={false} onChange={() => onProven('downloaded')} />
          {messages.proofFile(fileName)}
        </label>
      )}
      {keepsLastSignIn && <SeenInUse held={held} onSeen={() => onProven('seen')} />}
    </fieldset>
  )
}

const proofMessage = {
  pasted: 'provenPasted',
  downloaded: 'provenDownloaded',
  seen: 'provenSeen',
} as const satisfies Record<Proof, string>

const mismatchMessage = {
  empty: 'pastedNothing',
  blanks: 'pastedBlanks',
  idOnly: 'pastedIDOnly',
  missing: 'pastedMissing',
  more: 'pastedMore',
  other: 'pastedOther',
} as const satisfies Record<Mismatch, string>

/** What is pasted is compared and dropped: it is shown nowhere, not even when it is wrong. */
function PasteProof({ held, onSame }: { readonly held: HeldSecret; readonly onSame: () => void }) {
  const { messages } = useWindowSpeech()
  const [mismatch, setMismatch] = useState<Mismatch>()
  const compare = async (pasted: string) => {
    const outcome = comparePasted(pasted, await held.open())
    if (outcome === 'same') onSame()
    else setMismatch(outcome)
  }
  return (
    <form
      className={styles['paste']}
      onSubmit={(event) => {
        event.preventDefault()
        event.stopPropagation()
        const field = event.currentTarget.elements.namedItem('pasted')
        if (!(field instanceof HTMLInputElement)) return
        const { value } = field
        field.value = ''
        void compare(value)
      }}
    >
      <TextField
        label={messages.proofPaste}
        name="pasted"
        type="password"
        autoComplete="off"
        spellCheck={false}
        help={messages.proofPasteHelp}
        error={mismatch && messages[mismatchMessage[mismatch]]}
        onPaste={(event) => {
          event.preventDefault()
          void compare(event.clipboardData.getData('text'))
        }}
      />
      <Button type="submit">{messages.proofCompare}</Button>
    </form>
  )
}

function SeenInUse({ held, onSeen }: { readonly held: HeldSecret; readonly onSeen: () => void }) {
  const { messages } = useWindowSpeech()
  const isWaiting = useSeenInUse(held, onSeen)
  return (
    <p role="status" className={styles['quiet']}>
      {isWaiting ? messages.proofSeenWaiting : messages.proofSeenOver}
    </p>
  )
}
