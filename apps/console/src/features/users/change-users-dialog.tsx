import type { Administrator, ModifyAdministrator } from '@latchkey/contract'
import { useState } from 'react'
import type { ApiChange } from '../../frames/api-change.ts'
import { EquivalentCode } from '../../frames/equivalent-code-panel.tsx'
import { OfflineBanner } from '../../frames/form-window.tsx'
import { useRoleMaker, type RoleMaker } from '../../frames/use-role-maker.tsx'
import { useOnline } from '../../lib/use-online.ts'
import { useAdministrationSpeech } from '../../messages/administration.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { ChangeResults } from './change-results.tsx'
import { RoleChoice } from './role-choice.tsx'
import { isDone, useUserWork } from './use-user-work.ts'
import { UserChanged } from './user-changed.ts'
import styles from './users.module.css'

/** More of them are not changed by a click alone. */
const askedBelow = 10

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
  const left = users.filter((user) => !outcomes.some((outcome) => outcome.item === user && isDone(outcome)))
  const changed = outcomes.flatMap(({ error }) => (error instanceof UserChanged ? [error] : []))
  const toRetry = left.filter((user) => !changed.some(({ before }) => before === user))
  const isOver = outcomes.length > 0 && !isWorking
  const lacksRole = what === 'setRole' && roleID === undefined ? messages.chooseUserRole : undefined
  const count = String(users.length)
  const isMany = users.length > askedBelow
  const untyped = isMany && typed.trim() !== count ? messages.typeCountFirst : undefined
  const lookAgain = () => {
    setUsers([...changed.map(({ now }) => now), ...toRetry])
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
            {isWorking ? messages.stopChanging : isOver ? messages.close : messages.cancel}
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
      {isWorking && users.length > 1 && (
        <p role="status">{messages.changeProgress(String(outcomes.length), String(users.length))}</p>
      )}
      {isOver && left.length > 0 && <ChangeResults left={left} outcomes={outcomes} count={users.length} />}
      <p>{messages[`${what}Help`]}</p>
      {what === 'setRole' && (
        <RoleChoice
          value={roleID}
          error={undefined}
          readOnly={false}
          onMake={mayMakeRoles ? make : undefined}
          onChange={setRoleID}
        />
      )}
      {users.length > 1 && (
        <ul className={styles['results']}>
          {users.map(({ ID, username }) => (
            <li key={ID}>{username}</li>
          ))}
        </ul>
      )}
      {isMany && (
        <TextField
          label={messages.typeCount(count)}
          value={typed}
          inputMode="numeric"
          autoComplete="off"
          onChange={(event) => setTyped(event.target.value)}
        />
      )}
      {lacksRole === undefined && <EquivalentCode change={apiChangeOf(users, change)} />}
      {maker}
    </Dialog>
  )
}

function apiChangeOf(users: readonly Administrator[], change: ModifyAdministrator): ApiChange {
  const [first, ...others] = users.map(({ ID }) => ID)
  const body = { ...change }
  if (others.length === 0) return { method: 'POST', path: `/administrators/${first}`, body }
  return { method: 'POST', path: '/administrators/{ID}', body, IDs: users.map(({ ID }) => ID) }
}
