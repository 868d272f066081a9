import type { CreateTenantApiKey, Tenant } from '@latchkey/contract'
import { useSuspenseQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { EquivalentCode } from '../../../frames/equivalent-code-panel.tsx'
import { FormWindow } from '../../../frames/form-window.tsx'
import { useFieldRefusal } from '../../../frames/refusal.ts'
import { withUtc } from '../../../lib/formats.ts'
import { ownerOf } from '../../../lib/kept-intents.ts'
import { serverNow } from '../../../lib/server-clock.ts'
import { useNow } from '../../../lib/use-now.ts'
import { useAdministrationSpeech } from '../../../messages/administration.ts'
import { useFormats } from '../../../messages/use-formats.ts'
import { sessionQueries } from '../../../queries/session-queries.ts'
import { Banner } from '../../../ui/banner.tsx'
import { SelectBox, TextArea, TextField } from '../../../ui/text-field.tsx'
import { IssuanceWindow } from './issuance-window.tsx'
import { useIssuance } from './use-issuance.ts'

interface TenantKeyWindowProps {
  readonly tenant: Tenant
  readonly onClose: () => void
}

const hourMs = 3_600_000
/** What the manager does by itself where no date is given. */
const usualMs = 6 * hourMs
const lengths = [
  ['usual', usualMs],
  ['presetHour', hourMs],
  ['presetDay', 24 * hourMs],
  ['presetDays14', 14 * 24 * hourMs],
  ['presetDays90', 90 * 24 * hourMs],
] as const
const empty = { keyName: '', description: '', lasts: 'usual' }

/** A key that works in another tenant: what the manager gives it unasked is said before it is made. */
export function TenantKeyWindow({ tenant, onClose }: TenantKeyWindowProps) {
  const { messages } = useAdministrationSpeech()
  const formats = useFormats()
  const now = useNow()
  const { data: session } = useSuspenseQuery(sessionQueries.current())
  const [form, setForm] = useState(empty)
  const [isChecked, setChecked] = useState(false)
  const issuing = useIssuance(ownerOf(session))
  const { state } = issuing
  const error = state.step === 'refused' ? state.error : null
  const refusal = useFieldRefusal(error, { keyName: form.keyName })
  const set = (part: Partial<typeof empty>) => setForm((before) => ({ ...before, ...part }))
  const [chosen, ms] = lengths.find(([id]) => id === form.lasts) ?? lengths[0]
  const bodyAt = (moment: number): CreateTenantApiKey => ({
    keyName: form.keyName.trim(),
    ...(form.description !== '' && { description: form.description }),
    ...(chosen !== 'usual' && { expiryDate: moment + ms }),
  })
  const isNamed = form.keyName.trim() !== ''
  const submit = () => {
    setChecked(true)
    if (!isNamed) return
    const wish = { operation: 'createForTenant' as const, tenantID: tenant.ID, body: bodyAt(serverNow()) }
    void issuing.start(wish, form.keyName.trim())
  }
  if (state.step !== 'idle' && state.step !== 'asking' && state.step !== 'refused')
    return <IssuanceWindow issuing={issuing} onClose={onClose} onNewSecret={onClose} />
  return (
    <FormWindow
      title={messages.newTenantKeyOf(tenant.name)}
      submitLabel={messages.makeTenantKey}
      isDirty={form !== empty}
      isBusy={state.step === 'asking'}
      error={refusal ? null : error}
      onSubmit={submit}
      onClose={onClose}
    >
      <Banner tone="warning">{messages.tenantKeyMeans(tenant.name, withUtc(formats, now + ms))}</Banner>
      <TextField
        label={messages.name}
        error={isChecked && !isNamed ? messages.nameGiven : refusal?.message}
        value={form.keyName}
        autoComplete="off"
        spellCheck={false}
        autoFocus
        onChange={(event) => set({ keyName: event.target.value })}
      />
      <TextArea
        label={messages.description}
        value={form.description}
        onChange={(event) => set({ description: event.target.value })}
      />
      <SelectBox
        label={messages.expiresAfter}
        help={messages.tenantKeyRole}
        value={form.lasts}
        onChange={(event) => set({ lasts: event.target.value })}
      >
        {lengths.map(([id]) => (
          <option key={id} value={id}>
            {id === 'usual' ? messages.usualHours : messages[id]}
          </option>
        ))}
      </SelectBox>
      <EquivalentCode change={{ method: 'POST', path: `/tenants/${tenant.ID}/apikeys`, body: { ...bodyAt(now) } }} />
    </FormWindow>
  )
}
