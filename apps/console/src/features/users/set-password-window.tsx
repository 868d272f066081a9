import type { Administrator } from '@latchkey/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { EquivalentCode } from '../../frames/equivalent-code-panel.tsx'
import { FormWindow } from '../../frames/form-window.tsx'
import { useFieldRefusal } from '../../frames/refusal.ts'
import { useAdministrationSpeech } from '../../messages/administration.ts'
import { modifyAdministrator, refreshAdministrators } from '../../queries/administrator-queries.ts'
import { PasswordFields } from './password-fields.tsx'
import { errorsOf } from './user-fields.tsx'
import { passwordFaults } from './user-form.ts'

interface SetPasswordWindowProps {
  readonly user: Pick<Administrator, 'ID' | 'username'>
  readonly onClose: () => void
}

const nothing = { password: '', passwordAgain: '' }

export function SetPasswordWindow({ user, onClose }: SetPasswordWindowProps) {
  const { messages } = useAdministrationSpeech()
  const queryClient = useQueryClient()
  const [form, setForm] = useState(nothing)
  const [isChecked, setChecked] = useState(false)
  const faults = passwordFaults(form)
  const save = useMutation({
    gcTime: 0,
    mutationFn: () => modifyAdministrator(user.ID, { password: form.password }),
    onSuccess: async () => {
      await refreshAdministrators(queryClient)
      onClose()
    },
  })
  const refusal = useFieldRefusal(save.error, { password: form.password })
  const submit = () => {
    setChecked(true)
    if (Object.keys(faults).length === 0) save.mutate()
  }
  return (
    <FormWindow
      title={messages.setPasswordOf(user.username)}
      submitLabel={messages.setPasswordVerb}
      isDirty={form !== nothing}
      isBusy={save.isPending}
      error={refusal ? null : save.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <p>{messages.setPasswordHelp(user.username)}</p>
      <PasswordFields
        {...form}
        errorOf={errorsOf(isChecked ? faults : {}, refusal, messages)}
        set={(part) => setForm({ ...form, ...part })}
      />
      <EquivalentCode change={{ method: 'POST', path: `/administrators/${user.ID}`, body: { password: 'PASSWORD' } }} />
    </FormWindow>
  )
}
