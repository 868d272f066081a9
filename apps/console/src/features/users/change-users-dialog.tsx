import type { Administrator, ModifyAdministrator } from '@latchkey/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { ApiChange } from '../../frames/api-change.ts'
import { EquivalentCode } from '../../frames/equivalent-code-panel.tsx'
import { OfflineBanner } from '../../frames/form-window.tsx'
import { useRoleMaker, type RoleMaker } from '../../frames/use-role-maker.tsx'
import { useOnline } from '../../lib/use-online.ts'
import { useAdministrationSpeech } from '../../messages/administration.ts'
import { modifyAdministrator, refreshAdministrators } from '../../queries/administrator-queries.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { ChangeResults } from './change-results.tsx'
import { RoleChoice } from './role-choice.tsx'
import { oneByOne } from './several.ts'
import { requireAsSeen, UserChanged } from './user-changed.ts'
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
  const queryClient = useQueryClient()
  const isOnline = useOnline()
  // The list is read again meanwhile; what was asked about stays.
  const [users, setUsers] = useState(given)
  const [roleID, setRoleID] = useState<number>()
  const [typed, setTyped] = useState('')
  const { make, maker } = useRoleMaker(RoleMaker, ({ ID }) => setRoleID(ID))
  const change: ModifyAdministrator =
    what === 'setRole' ? { ...(roleID !== undefined && { roleID }) } : { active: what === 'unlock' }
  const run = useMutation({
    mutationFn: (which: readonly Administrator[]) =>
      oneByOne(which, async (user) => {
        await requireAsSeen(user)
        await modifyAdministrator(user.ID, change)
      }),
    onSuccess: async (outcomes) => {
      await refreshAdministrators(queryClient)
      if (outcomes.every(({ error }) => error === undefined)) onClose()
    },
  })
  const [first] = users
  const who = users.length === 1 && first ? first.username : messages.usersCount(String(users.length))
  const verb = messages[`${what}Verb`](who)
  const failed = run.data?.filter(({ error }) => error !== undefined) ?? []
  const changed = failed.flatMap(({ error }) => (error instanceof UserChanged ? [error.now] : []))
  const toRetry = failed.flatMap(({ item, error }) => (error instanceof UserChanged ? [] : [item]))
  const lacksRole = what === 'setRole' && roleID === undefined ? messages.chooseUserRole : undefined
  const count = String(users.length)
  const isMany = users.length > askedBelow
  const untyped = isMany && typed.trim() !== count ? messages.typeCountFirst : undefined
  const lookAgain = () => {
    setUsers(changed)
    run.reset()
  }
  return (
    <Dialog
      title={verb}
      onClose={onClose}
      footer={
        <>
          <Button data-focus onClick={onClose}>
            {failed.length > 0 ? messages.close : messages.cancel}
          </Button>
          {changed.length > 0 && <Button onClick={lookAgain}>{messages.lookAgain}</Button>}
          {(failed.length === 0 || toRetry.length > 0) && (
            <Button
              look={what === 'lockOut' ? 'danger' : 'primary'}
              busy={run.isPending}
              blocked={(isOnline ? undefined : messages.offline) ?? lacksRole ?? untyped}
              onClick={() => run.mutate(failed.length > 0 ? toRetry : users)}
            >
              {failed.length > 0 ? messages.retryFailed : verb}
            </Button>
          )}
        </>
      }
    >
      <OfflineBanner />
      {failed.length > 0 && <ChangeResults failed={failed} count={run.data?.length ?? 0} />}
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
