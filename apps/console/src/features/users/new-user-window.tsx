import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { EquivalentCode } from '../../frames/equivalent-code-panel.tsx'
import { FormWindow } from '../../frames/form-window.tsx'
import { useFieldRefusal } from '../../frames/refusal.ts'
import { rightOf } from '../../lib/rights.ts'
import { useAdministrationSpeech } from '../../messages/administration.ts'
import { createAdministrator, refreshAdministrators } from '../../queries/administrator-queries.ts'
import { sessionQueries } from '../../queries/session-queries.ts'
import { PasswordFields } from './password-fields.tsx'
import { useRoleMaker, type RoleMaker } from '../../frames/use-role-maker.tsx'
import { ContactFields, errorsOf, GeneralFields, SettingsFields } from './user-fields.tsx'
import styles from './users.module.css'
import { emptyUser, faultsOf, refusable, toCreate, type UserForm } from './user-form.ts'

interface NewUserWindowProps {
  readonly RoleMaker: RoleMaker
  readonly onClose: () => void
}

export function NewUserWindow({ RoleMaker, onClose }: NewUserWindowProps) {
  const { messages } = useAdministrationSpeech()
  const queryClient = useQueryClient()
  const { data: session } = useSuspenseQuery(sessionQueries.current())
  const [start] = useState(() => emptyUser(session.locale ?? 'en-US', session.timeZone ?? 'Etc/UTC'))
  const [form, setForm] = useState<UserForm>(start)
  const [isChecked, setChecked] = useState(false)
  const set = (part: Partial<UserForm>) => setForm((before) => ({ ...before, ...part }))
  const mayMakeRoles =
    rightOf(session, 'platformRights.administratorRoleRights.canCreateNewAdministratorRoles') !== 'missing'
  const { make, maker } = useRoleMaker(RoleMaker, ({ ID }) => setForm((before) => ({ ...before, roleID: ID })))
  const faults = faultsOf(form, true)
  const create = useMutation({
    // The password goes with the window.
    gcTime: 0,
    mutationFn: () => createAdministrator(toCreate(form)),
    onSuccess: async () => {
      await refreshAdministrators(queryClient)
      onClose()
    },
  })
  const refusal = useFieldRefusal(create.error, { ...refusable(form), password: form.password })
  const submit = () => {
    setChecked(true)
    if (Object.keys(faults).length === 0) create.mutate()
  }
  const parts = { form, errorOf: errorsOf(isChecked ? faults : {}, refusal, messages), readOnly: false, set }
  return (
    <FormWindow
      title={messages.newUser}
      isDirty={form !== start}
      isBusy={create.isPending}
      error={refusal ? null : create.error}
      onSubmit={submit}
      onClose={onClose}
      beside={maker}
    >
      <GeneralFields {...parts} onMakeRole={mayMakeRoles ? make : undefined} />
      <PasswordFields password={form.password} passwordAgain={form.passwordAgain} errorOf={parts.errorOf} set={set} />
      <p className={styles['note']}>
        {messages.tellNewUser} <output className={styles['address']}>{`${location.origin}/profile?open=mfa`}</output>
      </p>
      <details>
        <summary>{messages.contactAndSettings}</summary>
        <ContactFields {...parts} />
        <SettingsFields {...parts} />
      </details>
      <EquivalentCode
        change={{ method: 'POST', path: '/administrators', body: { ...toCreate(form), password: 'PASSWORD' } }}
      />
    </FormWindow>
  )
}
