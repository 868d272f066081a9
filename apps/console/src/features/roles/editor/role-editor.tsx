import type { Role } from '@latchkey/contract'
import { useState, type ReactNode } from 'react'
import { useDiscard } from '../../../frames/discard.tsx'
import { EquivalentCode } from '../../../frames/equivalent-code-panel.tsx'
import { OutcomeBanner } from '../../../frames/form-window.tsx'
import { useFocusFault } from '../../../frames/use-focus-fault.ts'
import { useOnline } from '../../../lib/use-online.ts'
import { useAdministrationSpeech } from '../../../messages/administration.ts'
import { Banner } from '../../../ui/banner.tsx'
import { Button } from '../../../ui/button.tsx'
import { SearchField } from '../../../ui/search-field.tsx'
import { Tabs } from '../../../ui/tabs.tsx'
import { RoleChangedBanner } from '../role-changed-banner.tsx'
import { RoleChanged } from '../role-changed.ts'
import { editorTabs, type EditorAddress, type EditorTab } from '../role-address.ts'
import { rightsHeld, roleDescriptionLengthMax, roleNameLengthMax, type RoleField } from '../role-form.ts'
import type { HoldersOf } from '../use-holders.ts'
import { AssignedToTab } from './assigned-to-tab.tsx'
import { faultText, type Editing } from './editing.ts'
import styles from './editor.module.css'
import { GeneralTab } from './general-tab.tsx'
import { OtherRightsTab } from './other-rights-tab.tsx'
import { ReachTab } from './reach-tab.tsx'
import { RightsSearch } from './rights-search.tsx'
import { RoleHistory } from './role-history.tsx'
import { RoleSummary } from './role-summary.tsx'
import { useRoleEditor, type RoleEditorStart } from './use-role-editor.ts'
import { UserRightsTab } from './user-rights-tab.tsx'

const tabOfField: Partial<Record<RoleField, EditorTab>> = {
  computerIDs: 'computers',
  computerGroupIDs: 'computers',
  policyIDs: 'policies',
}

interface RoleEditorProps {
  readonly start: RoleEditorStart
  /** The role of whoever edits; undefined where the manager does not tell it. */
  readonly granter: Role | undefined
  readonly holders: HoldersOf
  /** Why nothing can be changed here. */
  readonly readOnly: string | undefined
  readonly tab: EditorTab
  /** What is looked for among the rights when the editor opens. */
  readonly find: string | undefined
  readonly onAddress: (part: EditorAddress) => void
  readonly onSaved: (role: Role) => void
  readonly onClose: () => void
  /** Where the parts stand: on a page, or in a dialog. */
  readonly frame: (parts: {
    readonly body: ReactNode
    readonly buttons: ReactNode
    readonly close: () => void
  }) => ReactNode
}

export function RoleEditor({
  start,
  granter,
  holders,
  readOnly,
  tab,
  find,
  onAddress,
  onSaved,
  onClose,
  frame,
}: RoleEditorProps) {
  const { messages } = useAdministrationSpeech()
  const isOnline = useOnline()
  const editor = useRoleEditor(start, onSaved)
  const [q, setTyped] = useState(find ?? '')
  const setQ = (text: string) => {
    setTyped(text)
    onAddress({ find: text || undefined })
  }
  const { container, expectFault, forgetFault } = useFocusFault<HTMLDivElement>()
  const { form, faults, error, base } = editor
  const { close, question } = useDiscard({
    isDirty: editor.isDirty && readOnly === undefined,
    isBusy: editor.isBusy,
    onClose,
  })
  const editing: Editing = {
    form,
    set: editor.set,
    known: start.known,
    toGive: granter === undefined ? start.known : rightsHeld(granter),
    readOnly: readOnly !== undefined,
    errorOf: (field) => {
      const fault = faults[field]
      const lengthMax = field === 'name' ? roleNameLengthMax : roleDescriptionLengthMax
      if (fault) return faultText(messages, fault, lengthMax)
      return field === 'name' && editor.refusedName !== undefined ? messages.roleNameTaken : undefined
    },
    messages,
  }
  const submit = () => {
    if (base && !editor.isDirty) onClose()
    else if (!editor.submit()) {
      const [field] = Object.keys(faults) as RoleField[]
      setTyped('')
      onAddress({ find: undefined, tab: (field && tabOfField[field]) ?? 'general' })
    }
    expectFault()
  }
  const panels: Readonly<Record<EditorTab, () => ReactNode>> = {
    general: () => (
      <GeneralTab
        editing={editing}
        withPresets={start.role === undefined}
        granterMay={granter ?? { allowUserInterface: true, allowWebService: true }}
      />
    ),
    computers: () => <ReachTab editing={editing} what="computers" granterReachesAll={granter?.allComputers ?? true} />,
    policies: () => <ReachTab editing={editing} what="policies" granterReachesAll={granter?.allPolicies ?? true} />,
    users: () => <UserRightsTab editing={editing} />,
    other: () => <OtherRightsTab editing={editing} />,
    assigned: () => <AssignedToTab roleID={base?.ID} holders={holders} messages={messages} />,
  }
  const body = (
    <div className={styles['room']}>
      <div ref={container} className={styles['editor']} onInput={forgetFault}>
        <div className={styles['main']}>
          {readOnly !== undefined && <Banner tone="info">{readOnly}</Banner>}
          {error instanceof RoleChanged ? (
            <RoleChangedBanner
              changed={error}
              action={<Button onClick={editor.takeTheirs}>{messages.takeTheirs}</Button>}
            >
              {messages.roleMeanwhile}
            </RoleChangedBanner>
          ) : (
            error && editor.refusedName === undefined && <OutcomeBanner error={error} />
          )}
          <SearchField label={messages.searchRights} clearLabel={messages.clearSearch} value={q} onChange={setQ} />
          {q.trim() === '' ? (
            <Tabs
              label={messages.roleTabs}
              chosen={tab}
              onChoose={(id) => onAddress({ tab: editorTabs.find((name) => name === id) ?? 'general' })}
              tabs={editorTabs.map((id) => ({ id, name: messages[`tab.${id}`], panel: panels[id] }))}
            />
          ) : (
            <RightsSearch editing={editing} q={q} />
          )}
          {readOnly === undefined && editor.apiChange && <EquivalentCode change={editor.apiChange} />}
        </div>
        <div className={styles['beside']}>
          <RoleSummary form={form} known={start.known} messages={messages} />
          {base && <RoleHistory roleID={base.ID} />}
        </div>
      </div>
    </div>
  )
  const buttons = question ?? (
    <>
      <Button onClick={close}>{readOnly === undefined ? messages.cancel : messages.close}</Button>
      {readOnly === undefined && (
        <Button look="primary" busy={editor.isBusy} blocked={isOnline ? undefined : messages.offline} onClick={submit}>
          {base ? messages.saveRole : messages.createRole}
        </Button>
      )}
    </>
  )
  return frame({ body, buttons, close })
}
