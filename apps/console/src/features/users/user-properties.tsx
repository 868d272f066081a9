import type { Administrator, BrowserSession } from '@latchkey/contract'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { EquivalentCode } from '../../frames/equivalent-code-panel.tsx'
import { FormWindow } from '../../frames/form-window.tsx'
import { useFieldRefusal } from '../../frames/refusal.ts'
import { rightOf } from '../../lib/rights.ts'
import { useAdministrationSpeech } from '../../messages/administration.ts'
import {
  administratorQueries,
  modifyAdministrator,
  refreshAdministrators,
} from '../../queries/administrator-queries.ts'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { Tabs } from '../../ui/tabs.tsx'
import { SessionsTab } from './sessions-tab.tsx'
import { SetPasswordWindow } from './set-password-window.tsx'
import { SignInTab } from './sign-in-tab.tsx'
import { TakeFactorDialog } from './take-factor-dialog.tsx'
import { userTabs, type UserTab } from './user-address.ts'
import { useReach } from './use-reach.ts'
import { useRoleMaker, type RoleMaker } from '../../frames/use-role-maker.tsx'
import { UserHistory } from './user-history.tsx'
import { ContactFields, errorsOf, GeneralFields, SettingsFields } from './user-fields.tsx'
import { UserChangedFacts } from './user-changed-facts.tsx'
import { requireAsSeen, UserChanged } from './user-changed.ts'
import { faultsOf, formOf, refusable, toModify, type UserForm } from './user-form.ts'
import { isLastFull, obstacleTo } from './user-rules.ts'

interface UserPropertiesProps {
  readonly opened: Administrator
  readonly session: BrowserSession
  readonly RoleMaker: RoleMaker
  readonly tab: UserTab
  readonly onTab: (tab: UserTab) => void
  readonly onClose: () => void
}

export function UserProperties({ opened, session, RoleMaker, tab, onTab, onClose }: UserPropertiesProps) {
  const { messages } = useAdministrationSpeech()
  const queryClient = useQueryClient()
  const { data: users = [] } = useQuery(administratorQueries.list())
  const [base, setBase] = useState(opened)
  const [form, setForm] = useState<UserForm>(() => formOf(opened))
  const [over, setOver] = useState<'password' | 'factor'>()
  const [isChecked, setChecked] = useState(false)
  const isAbove = useReach()(base) === 'nothing'
  const readOnly =
    isAbove || rightOf(session, 'platformRights.administratorRights.canEditAdministratorProperties') === 'missing'
  const change = toModify(form, base)
  const isDirty = Object.keys(change).length > 0
  const mayMakeRoles =
    rightOf(session, 'platformRights.administratorRoleRights.canCreateNewAdministratorRoles') !== 'missing'
  const { make, maker } = useRoleMaker(RoleMaker, ({ ID }) => setForm((before) => ({ ...before, roleID: ID })))
  const faults = faultsOf(form, false)
  const save = useMutation({
    mutationFn: async () => {
      await requireAsSeen(base)
      return modifyAdministrator(base.ID, change)
    },
    onError: (failure) => {
      if (failure instanceof UserChanged) setBase(failure.now)
    },
    onSuccess: async () => {
      await refreshAdministrators(queryClient)
      onClose()
    },
  })
  const refusal = useFieldRefusal(save.error, { ...refusable(form), active: form.active })
  const submit = () => {
    setChecked(true)
    if (Object.keys(faults).length > 0) {
      onTab(faults.emailAddress && !faults.username ? 'contact' : 'general')
    } else if (isDirty) save.mutate()
    else onClose()
  }
  const parts = {
    form,
    errorOf: errorsOf(isChecked ? faults : {}, refusal, messages),
    readOnly,
    set: (part: Partial<UserForm>) => setForm((before) => ({ ...before, ...part })),
  }
  const panels: Readonly<Record<UserTab, () => ReactNode>> = {
    general: () => (
      <>
        <GeneralFields
          {...parts}
          onMakeRole={mayMakeRoles ? make : undefined}
          roleReason={isLastFull(base, users) ? messages.lastFull : undefined}
        />
        <UserHistory administratorID={base.ID} />
      </>
    ),
    signIn: () => (
      <SignInTab
        {...parts}
        user={base}
        obstacle={obstacleTo(base, users, session.administratorID)}
        onSetPassword={() => setOver('password')}
        onTakeFactor={() => setOver('factor')}
      />
    ),
    contact: () => <ContactFields {...parts} />,
    settings: () => <SettingsFields {...parts} />,
    sessions: () => <SessionsTab administratorID={base.ID} readOnly={readOnly} roleName={session.role?.name} />,
  }
  const changed = save.error instanceof UserChanged ? save.error : undefined
  const closeOver = () => setOver(undefined)
  return (
    <FormWindow
      title={messages.propertiesOf(base.username)}
      isDirty={isDirty}
      isBusy={save.isPending}
      readOnly={readOnly}
      error={refusal || changed ? null : save.error}
      onSubmit={submit}
      onClose={onClose}
      beside={
        <>
          {maker}
          {over === 'password' && <SetPasswordWindow user={base} onClose={closeOver} />}
          {over === 'factor' && <TakeFactorDialog user={base} onTaken={setBase} onClose={closeOver} />}
        </>
      }
    >
      {isAbove && <Banner tone="info">{messages.userAbove}</Banner>}
      {changed && (
        <Banner
          tone="warning"
          action={
            <Button
              onClick={() => {
                setForm(formOf(base))
                save.reset()
              }}
            >
              {messages.takeTheirs}
            </Button>
          }
        >
          <p>{messages.userMeanwhile}</p>
          <UserChangedFacts changed={changed} />
        </Banner>
      )}
      {refusal?.message && !panelsWith[tab].includes(refusal.field) && <Banner tone="danger">{refusal.message}</Banner>}
      <Tabs
        label={messages.userTabs}
        chosen={tab}
        onChoose={(id) => onTab(userTabs.find((name) => name === id) ?? 'general')}
        tabs={userTabs.map((id) => ({ id, name: messages[`userTab.${id}`], panel: panels[id] }))}
      />
      {!readOnly && isDirty && (
        <EquivalentCode change={{ method: 'POST', path: `/administrators/${base.ID}`, body: { ...change } }} />
      )}
    </FormWindow>
  )
}

/** Which fields a tab shows, so that a refusal is told once: there, or above. */
const panelsWith: Readonly<Record<UserTab, readonly string[]>> = {
  general: ['username', 'fullName', 'description', 'roleID'],
  signIn: [],
  contact: ['phoneNumber', 'mobileNumber', 'pagerNumber', 'emailAddress'],
  settings: [],
  sessions: [],
}
