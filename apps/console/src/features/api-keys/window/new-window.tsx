import type { ApiKey } from '@latchkey/contract'
import { useQuery, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { EquivalentCode } from '../../../frames/equivalent-code-panel.tsx'
import { FormWindow } from '../../../frames/form-window.tsx'
import { useRoleMaker, type RoleMaker } from '../../../frames/use-role-maker.tsx'
import { WithRight } from '../../../frames/with-right.tsx'
import { ownerOf } from '../../../lib/kept-intents.ts'
import { rightOf } from '../../../lib/rights.ts'
import { serverNow } from '../../../lib/server-clock.ts'
import { useWindowSpeech } from '../../../messages/windows.ts'
import { useFormats } from '../../../messages/use-formats.ts'
import { apiKeyQueries, putApiKey } from '../../../queries/api-key-queries.ts'
import { roleQueries } from '../../../queries/role-queries.ts'
import { sessionQueries } from '../../../queries/session-queries.ts'
import { useLack } from '../../../queries/use-lack.ts'
import { keyRights } from '../key-actions.tsx'
import { IssuanceWindow } from '../issuance/issuance-window.tsx'
import { useIssuance } from '../issuance/use-issuance.ts'
import { KeyFields } from './key-fields.tsx'
import { duplicateOf, emptyForm, faultsOf, toCreate, type KeyForm } from './key-form.ts'
import { useRefusal } from './use-refusal.ts'

export interface NewWindowProps {
  /** The key that is duplicated. */
  readonly like: number | undefined
  readonly onClose: (key?: ApiKey) => void
  readonly onNewSecret: (apiKeyID: number) => void
  readonly RoleMaker: RoleMaker
}

export function NewWindow({ like, ...rest }: NewWindowProps) {
  const lack = useLack(keyRights.create)
  const { language } = useWindowSpeech()
  const { timeZone } = useFormats()
  const { data: session } = useSuspenseQuery(sessionQueries.current())
  const { data: model } = useQuery({ ...apiKeyQueries.detail(like ?? 0), enabled: like !== undefined })
  if (like !== undefined && model === undefined) return null
  const locale = session.locale ?? (language === 'ja' ? 'ja-JP' : 'en-US')
  const first = model ? duplicateOf(model) : emptyForm(locale, session.timeZone ?? timeZone)
  return (
    <WithRight lack={lack} feature="apikeyRights" verb="create" onClose={() => rest.onClose()}>
      <NewForm first={first} model={model} {...rest} />
    </WithRight>
  )
}

interface NewFormProps extends Omit<NewWindowProps, 'like'> {
  readonly first: KeyForm
  readonly model: ApiKey | undefined
}

/** The original's New: the fields of Properties, and then the same window turns into the secret's page. */
function NewForm({ first, model, onClose, onNewSecret, RoleMaker }: NewFormProps) {
  const { messages } = useWindowSpeech()
  const queryClient = useQueryClient()
  const { data: session } = useSuspenseQuery(sessionQueries.current())
  const { data: roles = [] } = useQuery(roleQueries.list())
  const [form, setForm] = useState(first)
  const [isChecked, setChecked] = useState(false)
  const mayMakeRoles =
    rightOf(session, 'platformRights.administratorRoleRights.canCreateNewAdministratorRoles') !== 'missing'
  const { make, maker } = useRoleMaker(RoleMaker, ({ ID }) => setForm((before) => ({ ...before, roleID: ID })))
  const issuing = useIssuance(ownerOf(session))
  const { state } = issuing
  const error = state.step === 'refused' ? state.error : null
  const refusal = useRefusal(error, form)
  const faults = faultsOf(form, serverNow())
  const done = (key?: ApiKey) => {
    if (key) putApiKey(queryClient, key)
    onClose(key)
  }
  const submit = () => {
    setChecked(true)
    if (Object.keys(faults).length > 0) return
    void issuing.start({ operation: 'create', body: toCreate(form) }, form.keyName.trim())
  }
  if (state.step !== 'idle' && state.step !== 'asking' && state.step !== 'refused')
    return <IssuanceWindow issuing={issuing} onClose={done} onNewSecret={onNewSecret} />
  return (
    <FormWindow
      title={model ? messages.duplicateTitle(model.keyName) : messages.newTitle}
      isDirty={form !== first}
      isBusy={state.step === 'asking'}
      readOnly={false}
      error={refusal ? null : error}
      beside={maker}
      onSubmit={submit}
      onClose={() => onClose()}
    >
      <KeyFields
        form={form}
        faults={isChecked ? faults : {}}
        refusal={refusal}
        roles={roles}
        readOnly={false}
        onMakeRole={mayMakeRoles ? make : undefined}
        onChange={setForm}
      />
      <EquivalentCode change={{ method: 'POST', path: '/apikeys', body: toCreate(form) }} />
    </FormWindow>
  )
}
