import type { Administrator } from '@latchkey/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState, type SubmitEvent } from 'react'
import { EquivalentCode } from '../../frames/equivalent-code-panel.tsx'
import { OutcomeBanner } from '../../frames/form-window.tsx'
import { useFieldRefusal } from '../../frames/refusal.ts'
import { TimeZoneBox } from '../../frames/time-zone-box.tsx'
import { useFocusFault } from '../../frames/use-focus-fault.ts'
import { keyLocales } from '../../lib/key-locales.ts'
import { useOnline } from '../../lib/use-online.ts'
import { useAdministrationSpeech } from '../../messages/administration.ts'
import { modifyOwn, refreshProfile } from '../../queries/profile-queries.ts'
import { Button } from '../../ui/button.tsx'
import { CheckBox } from '../../ui/check-box.tsx'
import { SelectBox, TextField } from '../../ui/text-field.tsx'
import { dataOf, ownChange, type OwnData, type OwnField } from './own-data.ts'
import styles from './profile.module.css'
import { useOwnChange } from './use-own-change.ts'

const texts = [
  { field: 'fullName', autoComplete: 'name' },
  { field: 'emailAddress', autoComplete: 'email' },
  { field: 'phoneNumber', autoComplete: 'tel' },
  { field: 'mobileNumber', autoComplete: 'off' },
  { field: 'pagerNumber', autoComplete: 'off' },
] as const

export function OwnDataForm({ own }: { readonly own: Administrator }) {
  const { messages } = useAdministrationSpeech()
  const queryClient = useQueryClient()
  const [data, setData] = useState<OwnData>(() => dataOf(own))
  const { container, expectFault, forgetFault } = useFocusFault<HTMLFormElement>()
  const set = (part: Partial<OwnData>) => setData((before) => ({ ...before, ...part }))
  const change = ownChange(data, own)
  const code = useOwnChange([{ method: 'POST', path: '/administrators/current', body: { ...change } }])
  const isOnline = useOnline()
  const isDirty = Object.keys(change).length > 0
  const save = useMutation({ mutationFn: () => modifyOwn(change), onSuccess: () => refreshProfile(queryClient) })
  const refusal = useFieldRefusal(save.error, Object.fromEntries(texts.map(({ field }) => [field, data[field]])))
  const errorOf = (field: OwnField) => (refusal?.field === field ? refusal.message : undefined)
  return (
    <form
      ref={container}
      className={styles['section']}
      noValidate
      onInput={forgetFault}
      onSubmit={(event: SubmitEvent<HTMLFormElement>) => {
        event.preventDefault()
        if (save.isPending || !isDirty) return
        save.mutate()
        expectFault()
      }}
    >
      <h2 className={styles['title']}>{messages.ownData}</h2>
      {save.error && !refusal && <OutcomeBanner error={save.error} />}
      {texts.map(({ field, autoComplete }) => (
        <TextField
          key={field}
          label={messages[field]}
          error={errorOf(field)}
          value={data[field]}
          autoComplete={autoComplete}
          onChange={(event) => set({ [field]: event.target.value })}
        />
      ))}
      <CheckBox
        label={messages.receiveNotifications}
        checked={data.receiveNotifications}
        onChange={(receiveNotifications) => set({ receiveNotifications })}
      />
      <div className={styles['half']}>
        <SelectBox
          label={messages.language}
          help={messages.ownLanguageHelp}
          value={data.locale}
          onChange={(event) => set({ locale: keyLocales.find((locale) => locale === event.target.value) ?? 'en-US' })}
        >
          <option value="en-US">{messages.languageEnglish}</option>
          <option value="ja-JP">{messages.languageJapanese}</option>
        </SelectBox>
      </div>
      <TimeZoneBox value={data.timeZone} readOnly={false} onChange={(timeZone) => set({ timeZone })} />
      <div className={styles['half']}>
        <SelectBox
          label={messages.timeFormat}
          help={messages.ownTimeHelp}
          value={data.timeFormat}
          onChange={(event) => set({ timeFormat: event.target.value === '12' ? '12' : '24' })}
        >
          <option value="24">{messages.timeFormat24}</option>
          <option value="12">{messages.timeFormat12}</option>
        </SelectBox>
      </div>
      {isDirty && <EquivalentCode change={code} />}
      <div className={styles['line']}>
        <Button
          type="submit"
          look="primary"
          busy={save.isPending}
          blocked={(isDirty ? undefined : messages.nothingChanged) ?? (isOnline ? undefined : messages.offline)}
        >
          {messages.saveOwnData}
        </Button>
        <span role="status">{save.isSuccess && !isDirty && messages.ownDataSaved}</span>
      </div>
    </form>
  )
}
