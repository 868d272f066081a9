import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { FormWindow } from '../../frames/form-window.tsx'
import { fieldRefusal } from '../../frames/refusal.ts'
import { useAdministrationSpeech } from '../../messages/administration.ts'
import { TextField } from '../../ui/text-field.tsx'

interface CodeWindowProps<Answer> {
  readonly title: string
  readonly help: string
  readonly send: (mfaCode: string) => Promise<Answer>
  readonly onDone: (answer: Answer) => void
  readonly onClose: () => void
}

/** What changes who one can prove to be takes a code of the factor that is there. */
export function CodeWindow<Answer>({ title, help, send, onDone, onClose }: CodeWindowProps<Answer>) {
  const { messages } = useAdministrationSpeech()
  const [code, setCode] = useState('')
  const [isChecked, setChecked] = useState(false)
  const save = useMutation({ gcTime: 0, mutationFn: () => send(code.trim()), onSuccess: onDone })
  const refusal = fieldRefusal(save.error, ['mfaCode'])
  return (
    <FormWindow
      title={title}
      submitLabel={title}
      isDirty={false}
      isBusy={save.isPending}
      error={refusal ? null : save.error}
      onSubmit={() => {
        setChecked(true)
        if (code.trim() !== '') save.mutate()
      }}
      onClose={onClose}
    >
      <p>{help}</p>
      <TextField
        label={messages.code}
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
