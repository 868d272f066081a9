import type { ApiKey } from '@latchkey/contract'
import { useMutation, useQuery, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { statusOf } from '../../../lib/query-client.ts'
import { rightOf } from '../../../lib/rights.ts'
import { EquivalentCode } from '../../../frames/equivalent-code-panel.tsx'
import { FormWindow } from '../../../frames/form-window.tsx'
import { useRoleMaker, type RoleMaker } from '../../../frames/use-role-maker.tsx'
import { serverNow } from '../../../lib/server-clock.ts'
import type { OutcomeWords } from '../../../messages/outcome.ts'
import { useWindowSpeech, type MessagesInWindows } from '../../../messages/windows.ts'
import { modifyApiKey } from '../../../queries/api-key-changes.ts'
import { apiKeyQueries, putApiKey } from '../../../queries/api-key-queries.ts'
import { roleQueries } from '../../../queries/role-queries.ts'
import { sessionQueries } from '../../../queries/session-queries.ts'
import { Banner } from '../../../ui/banner.tsx'
import { Button } from '../../../ui/button.tsx'
import { Tabs } from '../../../ui/tabs.tsx'
import { useNotes } from '../use-api-keys.ts'
import { ActivityPanel } from './activity-panel.tsx'
import { NotePanel } from './note-panel.tsx'
import { OpenedKey } from './opened-key.tsx'
import { KeyFacts } from './key-facts.tsx'
import { KeyFields } from './key-fields.tsx'
import { differences, type ComparedField } from '../differences.ts'
import { faultsOf, formOf, toModify } from './key-form.ts'
import { Meanwhile } from './meanwhile.tsx'
import { useNoteForm } from './use-note-form.ts'
import { useRefusal } from './use-refusal.ts'
import styles from './window.module.css'

interface PropertiesWindowProps {
  readonly apiKeyID: number
  readonly tab: string
  readonly onTab: (tab: string) => void
  readonly onClose: () => void
  readonly onNewSecret: (apiKeyID: number) => void
  readonly RoleMaker: RoleMaker
}

export function PropertiesWindow({ apiKeyID, onClose, ...rest }: PropertiesWindowProps) {
  // What is typed stays as it was opened; a later reading is compared with it when it is sent.
  return (
    <OpenedKey apiKeyID={apiKeyID} onClose={onClose}>
      {(opened) => <Properties opened={opened} onClose={onClose} {...rest} />}
    </OpenedKey>
  )
}

class ChangedMeanwhile extends Error {}

/** The note goes first: what became of the key is not all that became of OK. */
const noteKeptWords = ({ keyRefused, keyFailed, keyUnknown }: MessagesInWindows): OutcomeWords => ({
  refused: keyRefused,
  failedUnchanged: keyFailed,
  unknownOutcome: keyUnknown,
})

interface PropertiesProps extends Omit<PropertiesWindowProps, 'apiKeyID'> {
  readonly opened: ApiKey
}

function Properties({ opened, tab, onTab, onClose, onNewSecret, RoleMaker }: PropertiesProps) {
  const { messages } = useWindowSpeech()
  const queryClient = useQueryClient()
  const { data: session } = useSuspenseQuery(sessionQueries.current())
  const { data: roles = [] } = useQuery(roleQueries.list())
  const note = useNoteForm(opened.ID, useNotes().get(opened.ID))
  const [base, setBase] = useState(opened)
  const [form, setForm] = useState(() => formOf(opened))
  const [isChecked, setChecked] = useState(false)
  const [isNoteKept, setNoteKept] = useState(false)
  const [meanwhile, setMeanwhile] = useState<readonly ComparedField[]>([])
  const readOnly = rightOf(session, 'platformRights.apikeyRights.canEditApiKeyProperties') === 'missing'
  const mayMakeRoles =
    rightOf(session, 'platformRights.administratorRoleRights.canCreateNewAdministratorRoles') !== 'missing'
  const { make, maker } = useRoleMaker(RoleMaker, ({ ID }) => setForm((before) => ({ ...before, roleID: ID })))
  const change = toModify(form, base)
  const isDirty = Object.keys(change).length > 0
  const faults = faultsOf(form, serverNow(), base)
  const save = useMutation({
    mutationFn: async () => {
      const now = await queryClient.fetchQuery(apiKeyQueries.detail(base.ID))
      const changed = differences(base, now)
      setBase(now)
      setMeanwhile(changed)
      if (changed.length > 0) throw new ChangedMeanwhile()
      return modifyApiKey(base.ID, change)
    },
    onSuccess: (key) => {
      putApiKey(queryClient, key)
      onClose()
    },
  })
  const refusal = useRefusal(save.error, form)
  const submit = async () => {
    setChecked(true)
    if (Object.keys(faults).length > 0) return
    if (note.isDirty && !(await note.save())) return onTab('use')
    setNoteKept(note.isDirty)
    if (isDirty) save.mutate()
    else onClose()
  }
  const general = () => (
    <>
      <KeyFields
        form={form}
        faults={isChecked ? faults : {}}
        refusal={refusal}
        roles={roles}
        readOnly={readOnly}
        onMakeRole={mayMakeRoles ? make : undefined}
        onChange={setForm}
      />
      <label className={styles['check']}>
        <input
          type="checkbox"
          checked={!form.active}
          disabled={readOnly}
          onChange={(event) => setForm({ ...form, active: !event.target.checked })}
        />
        {messages.lockedOut}
      </label>
      <KeyFacts apiKey={base} />
      {!readOnly && (
        <Button
          className={styles['secretButton']}
          blocked={isDirty ? messages.saveFirst : undefined}
          onClick={() => onNewSecret(base.ID)}
        >
          {messages.createNewSecret}
        </Button>
      )}
      {!readOnly && <EquivalentCode change={{ method: 'POST', path: `/apikeys/${base.ID}`, body: change }} />}
    </>
  )
  return (
    <FormWindow
      title={messages.propertiesOf(base.keyName)}
      isDirty={(isDirty || note.isDirty) && !readOnly}
      isBusy={save.isPending || note.isSaving}
      readOnly={readOnly}
      error={refusal || save.error instanceof ChangedMeanwhile ? null : save.error}
      outcomeWords={isNoteKept ? noteKeptWords(messages) : undefined}
      beside={maker}
      onSubmit={() => void submit()}
      onClose={onClose}
    >
      {statusOf(save.error) === 404 && <Banner tone="info">{messages.keyGoneMeanwhile}</Banner>}
      {meanwhile.length > 0 && (
        <Meanwhile
          fields={meanwhile}
          form={form}
          now={base}
          onTake={() => {
            setForm(formOf(base))
            setMeanwhile([])
          }}
        />
      )}
      <Tabs
        label={messages.keyTabs}
        chosen={tab}
        onChoose={onTab}
        tabs={[
          { id: 'general', name: messages.general, panel: general },
          { id: 'activity', name: messages.tabActivity, panel: () => <ActivityPanel apiKeyID={base.ID} /> },
          {
            id: 'use',
            name: messages.tabUse,
            panel: () => <NotePanel form={note} readOnly={readOnly} />,
          },
        ]}
      />
    </FormWindow>
  )
}
