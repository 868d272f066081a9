import type { Administrator, ModifyAdministrator } from '@latchkey/contract'
import { useState } from 'react'
import type { ApiChange } from '../../frames/api-change.ts'
import { EquivalentCode } from '../../frames/equivalent-code-panel.tsx'
import { OfflineBanner } from '../../frames/form-window.tsx'
import { useRoleMaker, type RoleMaker } from '../../frames/use-role-maker.tsx'
import { useOnline } from '../../lib/use-online.ts'
import { useAdministrationSpeech, type AllMessages } from '../../messages/administration.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { ChangeResults } from './change-results.tsx'
import { RoleChoice } from './role-choice.tsx'
import { isDone, isFault, useUserWork } from './use-user-work.ts'
import { UserChanged } from './user-changed.ts'
import styles from './users.module.css'

/** More of them are not changed by a click alone. */
const askedBelow = 10
const namedMax = 5

export type UserChange = 'lockOut' | 'unlock' | 'setRole'

interface ChangeUsersDialogProps {
  readonly what: UserChange
  readonly users: readonly Administrator[]
  readonly mayMakeRoles: boolean
  readonly RoleMaker: RoleMaker
  readonly onClose: () => void
}

/** The same change for one or several, with the result of each; whoever changed meanwhile is looked at again first. */
export function ChangeUsersDialog({ what, users: given, mayMakeRoles, RoleMaker, onClose }: ChangeUsersDialogProps) {
  const { messages } = useAdministrationSpeech()
  const isOnline = useOnline()
  // The list is read again meanwhile; what was asked about stays.
  const [users, setUsers] = useState(given)
  const [roleID, setRoleID] = useState<number>()
  const [typed, setTyped] = useState('')
  const { outcomes, isWorking, run, stop, forget } = useUserWork(onClose)
  const { make, maker } = useRoleMaker(RoleMaker, ({ ID }) => setRoleID(ID))
  const change: ModifyAdministrator =
    what === 'setRole' ? { ...(roleID !== undefined && { roleID }) } : { active: what === 'unlock' }
  const [first] = users
  const who = users.length === 1 && first ? first.username : messages.usersCount(String(users.length))
  const verb = messages[`${what}Verb`](who)
  const failed = outcomes.filter((outcome) => !isDone(outcome))
  const changed = failed.flatMap(({ error }) => (error instanceof UserChanged ? [error.now] : []))
  const settled = outcomes.filter((outcome) => !isFault(outcome)).map(({ item }) => item)
  const toRetry = users.filter((user) => !settled.includes(user))
  const isOver = outcomes.length > 0 && !isWorking
  // One is done before anybody has seen how far it is.
  const isProgressShown = isWorking && users.length > 1
  const isAsked = !isOver && !isProgressShown
  const lacksRole = what === 'setRole' && roleID === undefined ? messages.chooseUserRole : undefined
  const count = String(users.length)
  const isMany = users.length > askedBelow
  const untyped = isMany && typed.trim() !== count ? messages.typeCountFirst : undefined
  const lookAgain = () => {
    setUsers([...changed, ...toRetry])
    setTyped('')
    forget()
  }
  return (
    <Dialog
      title={verb}
      onClose={isWorking ? stop : onClose}
      footer={
        <>
          <Button data-focus onClick={isWorking ? stop : onClose}>
            {isWorking ? messages.stopWork : isOver ? messages.close : messages.cancel}
          </Button>
          {isOver && changed.length > 0 && <Button onClick={lookAgain}>{messages.lookAgain}</Button>}
          {(!isOver || toRetry.length > 0) && (
            <Button
              look={what === 'lockOut' ? 'danger' : 'primary'}
              busy={isWorking}
              blocked={(isOnline ? undefined : messages.offline) ?? lacksRole ?? untyped}
              onClick={() => void run(isOver ? toRetry : users, change)}
            >
              {isOver && toRetry.length < users.length ? messages.changeRest : verb}
            </Button>
          )}
        </>
      }
    >
      <OfflineBanner />
      {isProgressShown && (
        <>
          <progress className={styles['progress']} max={users.length} value={outcomes.length} aria-label={verb} />
          <p role="status">{messages.workProgress(String(outcomes.length), count)}</p>
        </>
      )}
      {isOver && <ChangeResults failed={failed} notBegun={users.length - outcomes.length} count={users.length} />}
      {isAsked && <p>{messages[`${what}Help`]}</p>}
      {what === 'setRole' && !isProgressShown && (
        <RoleChoice
          value={roleID}
          error={undefined}
          readOnly={false}
          onMake={mayMakeRoles ? make : undefined}
          onChange={setRoleID}
        />
      )}
      {isAsked && users.length > 1 && <p>{namesOf(users, messages)}</p>}
      {isAsked && isMany && (
        <TextField
          label={messages.typeCount(count)}
          value={typed}
          inputMode="numeric"
          autoComplete="off"
          onChange={(event) => setTyped(event.target.value)}
        />
      )}
      {isAsked && lacksRole === undefined && <EquivalentCode change={apiChangeOf(users, change)} />}
      {maker}
    </Dialog>
  )
}

function namesOf(users: readonly Administrator[], { usersNamed }: AllMessages): string {
  const names = users.slice(0, namedMax).map(({ username }) => username)
  return usersNamed(names.join(', '), users.length > namedMax ? String(users.length - namedMax) : undefined)
}

function apiChangeOf(users: readonly Administrator[], change: ModifyAdministrator): ApiChange {
  const [first, ...others] = users.map(({ ID }) => ID)
  const body = { ...change }
  if (others.length === 0) return { method: 'POST', path: `/administrators/${first}`, body }
  return { method: 'POST', path: '/administrators/{ID}', body, IDs: users.map(({ ID }) => ID) }
}
