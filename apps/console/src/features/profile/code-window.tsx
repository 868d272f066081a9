import { useMutation } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { EquivalentCode } from '../../frames/equivalent-code-panel.tsx'
import { FormWindow } from '../../frames/form-window.tsx'
import type { OwnChange } from '../../frames/own-code.ts'
import { useFieldRefusal } from '../../frames/refusal.ts'
import { useAdministrationSpeech } from '../../messages/administration.ts'
import { TextField } from '../../ui/text-field.tsx'
import { useOwnChange } from './use-own-change.ts'

interface CodeWindowProps<Answer> {
  readonly title: string
  /** What the button does; the title where it says it already. */
  readonly submitLabel?: string
  readonly codeHelp?: string
  /** The same as calls of the manager. */
  readonly calls: OwnChange['calls']
  readonly send: (mfaCode: string) => Promise<Answer>
  readonly onDone: (answer: Answer) => void
  readonly onClose: () => void
  /** What stands over the field. */
  readonly children: ReactNode
}

/** What changes who one can prove to be takes a code of the factor that is there. */
export function CodeWindow<Answer>({ title, send, onDone, onClose, ...window }: CodeWindowProps<Answer>) {
  const { messages } = useAdministrationSpeech()
  const ownChange = useOwnChange(window.calls)
  const [code, setCode] = useState('')
  const [isChecked, setChecked] = useState(false)
  const save = useMutation({ gcTime: 0, mutationFn: () => send(code.trim()), onSuccess: onDone })
  const refusal = useFieldRefusal(save.error, { mfaCode: code })
  return (
    <FormWindow
      title={title}
      submitLabel={window.submitLabel ?? title}
      isDirty={false}
      isBusy={save.isPending}
      error={refusal ? null : save.error}
      onSubmit={() => {
        setChecked(true)
        if (code.trim() !== '') save.mutate()
      }}
      onClose={onClose}
    >
      {window.children}
      <TextField
        label={messages.code}
        help={window.codeHelp}
        error={isChecked && code.trim() === '' ? messages.codeGiven : refusal?.message && messages.codeWrong}
        value={code}
        autoComplete="one-time-code"
        inputMode="numeric"
        autoFocus
        onChange={(event) => setCode(event.target.value)}
      />
      <EquivalentCode change={ownChange} />
    </FormWindow>
  )
}
