import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState, type SubmitEvent } from 'react'
import { EquivalentCode } from '../../frames/equivalent-code-panel.tsx'
import { OutcomeBanner } from '../../frames/form-window.tsx'
import { useFieldRefusal } from '../../frames/refusal.ts'
import { useFocusFault } from '../../frames/use-focus-fault.ts'
import { useOnline } from '../../lib/use-online.ts'
import { useAdministrationSpeech } from '../../messages/administration.ts'
import { modifyOwn, refreshProfile } from '../../queries/profile-queries.ts'
import { Button } from '../../ui/button.tsx'
import { TextField } from '../../ui/text-field.tsx'
import styles from './profile.module.css'
import { useOwnChange } from './use-own-change.ts'

const nothing = { currentPassword: '', password: '', passwordAgain: '' }
type Field = keyof typeof nothing

const fields = [
  { field: 'currentPassword', autoComplete: 'current-password' },
  { field: 'password', autoComplete: 'new-password' },
  { field: 'passwordAgain', autoComplete: 'new-password' },
] as const

export function OwnPasswordForm() {
  const { messages } = useAdministrationSpeech()
  const queryClient = useQueryClient()
  const [form, setForm] = useState(nothing)
  const [isChecked, setChecked] = useState(false)
  const { container, expectFault, forgetFault } = useFocusFault<HTMLFormElement>()
  const { currentPassword, password, passwordAgain } = form
  const faults: Partial<Record<Field, string>> = {
    ...(currentPassword === '' && { currentPassword: messages.currentPasswordGiven }),
    ...(password === '' && { password: messages.passwordGiven }),
    ...(password !== passwordAgain && { passwordAgain: messages.passwordsDiffer }),
  }
  const save = useMutation({
    gcTime: 0,
    mutationFn: () => modifyOwn({ currentPassword, password }),
    onSuccess: async () => {
      setForm(nothing)
      setChecked(false)
      await refreshProfile(queryClient)
    },
  })
  const code = useOwnChange([
    {
      method: 'POST',
      path: '/administrators/current',
      body: { currentPassword: 'PASSWORD', password: 'NEW_PASSWORD' },
    },
  ])
  const isOnline = useOnline()
  const refusal = useFieldRefusal(save.error, { currentPassword, password })
  const errorOf = (field: Field) =>
    (isChecked ? faults[field] : undefined) ?? (refusal?.field === field ? refusal.message : undefined)
  return (
    <form
      ref={container}
      className={styles['section']}
      noValidate
      onInput={forgetFault}
      onSubmit={(event: SubmitEvent<HTMLFormElement>) => {
        event.preventDefault()
        setChecked(true)
        if (Object.keys(faults).length === 0 && !save.isPending) save.mutate()
        expectFault()
      }}
    >
      <h2 className={styles['title']}>{messages.changePassword}</h2>
      <p>{messages.changePasswordHelp}</p>
      {save.error && !refusal && <OutcomeBanner error={save.error} />}
      {fields.map(({ field, autoComplete }) => (
        <TextField
          key={field}
          type="password"
          label={messages[fieldLabel[field]]}
          error={errorOf(field)}
          autoComplete={autoComplete}
          value={form[field]}
          onChange={(event) => setForm({ ...form, [field]: event.target.value })}
        />
      ))}
      <EquivalentCode change={code} />
      <div className={styles['line']}>
        <Button type="submit" look="primary" busy={save.isPending} blocked={isOnline ? undefined : messages.offline}>
          {messages.changePassword}
        </Button>
        <span role="status">{save.isSuccess && form === nothing && messages.passwordChanged}</span>
      </div>
    </form>
  )
}

const fieldLabel = {
  currentPassword: 'currentPassword',
  password: 'newPassword',
  passwordAgain: 'newPasswordAgain',
} as const satisfies Record<Field, string>
