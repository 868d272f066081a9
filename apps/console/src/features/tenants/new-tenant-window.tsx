import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { EquivalentCode } from '../../frames/equivalent-code-panel.tsx'
import { FormWindow } from '../../frames/form-window.tsx'
import { useFieldRefusal } from '../../frames/refusal.ts'
import { TimeZoneBox } from '../../frames/time-zone-box.tsx'
import { useAdministrationSpeech } from '../../messages/administration.ts'
import { sessionQueries } from '../../queries/session-queries.ts'
import { createTenant, refreshTenants } from '../../queries/tenant-queries.ts'
import { TextArea, TextField } from '../../ui/text-field.tsx'
import { emptyTenant, faultsOf, toCreate, type TenantField, type TenantForm } from './tenant-form.ts'

export function NewTenantWindow({ onClose }: { readonly onClose: () => void }) {
  const { messages } = useAdministrationSpeech()
  const queryClient = useQueryClient()
  const { data: session } = useSuspenseQuery(sessionQueries.current())
  const [start] = useState(() => emptyTenant(session.timeZone ?? 'Etc/UTC'))
  const [form, setForm] = useState<TenantForm>(start)
  const [isChecked, setChecked] = useState(false)
  const set = (part: Partial<TenantForm>) => setForm((before) => ({ ...before, ...part }))
  const faults = faultsOf(form)
  const create = useMutation({
    gcTime: 0,
    mutationFn: () => createTenant(toCreate(form, session.locale ?? 'en-US')),
    onSuccess: async () => {
      await refreshTenants(queryClient)
      onClose()
    },
  })
  const refusal = useFieldRefusal(create.error, {
    name: form.name,
    'administrator.username': form.username,
    'administrator.emailAddress': form.emailAddress,
    'administrator.password': form.password,
    password: form.password,
  })
  const errorOf = (field: TenantField) => {
    const fault = isChecked ? faults[field] : undefined
    if (fault) return messages[fault]
    return refusal?.field.replace(/^administrator\./, '') === field ? refusal.message : undefined
  }
  return (
    <FormWindow
      title={messages.newTenant}
      isDirty={form !== start}
      isBusy={create.isPending}
      error={refusal ? null : create.error}
      onSubmit={() => {
        setChecked(true)
        if (Object.keys(faults).length === 0) create.mutate()
      }}
      onClose={onClose}
    >
      <TextField
        label={messages.name}
        error={errorOf('name')}
        value={form.name}
        autoComplete="off"
        spellCheck={false}
        autoFocus
        onChange={(event) => set({ name: event.target.value })}
      />
      <TextArea
        label={messages.description}
        value={form.description}
        onChange={(event) => set({ description: event.target.value })}
      />
      <TimeZoneBox value={form.timeZone} readOnly={false} onChange={(timeZone) => set({ timeZone })} />
      <p>{messages.firstAdministrator}</p>
      <TextField
        label={messages.userName}
        error={errorOf('username')}
        value={form.username}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => set({ username: event.target.value })}
      />
      <TextField
        label={messages.emailAddress}
        error={errorOf('emailAddress')}
        type="email"
        value={form.emailAddress}
        autoComplete="off"
        onChange={(event) => set({ emailAddress: event.target.value })}
      />
      <TextField
        label={messages.password}
        type="password"
        autoComplete="new-password"
        error={errorOf('password')}
        value={form.password}
        onChange={(event) => set({ password: event.target.value })}
      />
      <TextField
        label={messages.passwordAgain}
        type="password"
        autoComplete="new-password"
        error={errorOf('passwordAgain')}
        value={form.passwordAgain}
        onChange={(event) => set({ passwordAgain: event.target.value })}
      />
      <EquivalentCode
        change={{
          method: 'POST',
          path: '/tenants',
          body: { ...toCreate({ ...form, password: 'PASSWORD' }, session.locale ?? 'en-US') },
        }}
      />
    </FormWindow>
  )
}
