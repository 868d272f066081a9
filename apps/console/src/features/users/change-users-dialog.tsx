import type { Administrator, ModifyAdministrator } from '@latchkey/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { ApiChange } from '../../frames/api-change.ts'
import { EquivalentCode } from '../../frames/equivalent-code-panel.tsx'
import { useAdministrationSpeech } from '../../messages/administration.ts'
import { outcomeText } from '../../messages/outcome.ts'
import { modifyAdministrator, refreshAdministrators } from '../../queries/administrator-queries.ts'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { RoleChoice } from './role-choice.tsx'
import { oneByOne } from './several.ts'
import { useRoleMaker, type RoleMaker } from '../../frames/use-role-maker.tsx'
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

/** The same change for one or several, with the result of each. */
export function ChangeUsersDialog({ what, users: given, mayMakeRoles, RoleMaker, onClose }: ChangeUsersDialogProps) {
  const { messages } = useAdministrationSpeech()
  const queryClient = useQueryClient()
  // The list is read again meanwhile; what was asked about stays.
  const [users] = useState(given)
  const [roleID, setRoleID] = useState<number>()
  const [typed, setTyped] = useState('')
  const { make, maker } = useRoleMaker(RoleMaker, ({ ID }) => setRoleID(ID))
  const change: ModifyAdministrator =
    what === 'setRole' ? { ...(roleID !== undefined && { roleID }) } : { active: what === 'unlock' }
  const run = useMutation({
    mutationFn: (which: readonly Administrator[]) => oneByOne(which, ({ ID }) => modifyAdministrator(ID, change)),
    onSuccess: async (outcomes) => {
      await refreshAdministrators(queryClient)
      if (outcomes.every(({ error }) => error === undefined)) onClose()
    },
  })
  const [first] = users
  const who = users.length === 1 && first ? first.username : messages.usersCount(String(users.length))
  const verb = messages[`${what}Verb`](who)
  const failed = run.data?.filter(({ error }) => error !== undefined) ?? []
  const lacksRole = what === 'setRole' && roleID === undefined ? messages.chooseUserRole : undefined
  const count = String(users.length)
  const isMany = users.length > askedBelow
  const untyped = isMany && typed.trim() !== count ? messages.typeCountFirst : undefined
  return (
    <Dialog
      title={verb}
      onClose={onClose}
      footer={
        <>
          <Button data-focus onClick={onClose}>
            {failed.length > 0 ? messages.close : messages.cancel}
          </Button>
          <Button
            look={what === 'lockOut' ? 'danger' : 'primary'}
            busy={run.isPending}
            blocked={lacksRole ?? untyped}
            onClick={() => run.mutate(failed.length > 0 ? failed.map(({ item }) => item) : users)}
          >
            {failed.length > 0 ? messages.retryFailed : verb}
          </Button>
        </>
      }
    >
      {failed.length > 0 && (
        <Banner tone="danger">
          <p>{messages.someFailed(String(failed.length), String(run.data?.length ?? 0))}</p>
          <ul className={styles['results']}>
            {failed.map(({ item, error }) => (
              <li key={item.ID}>
                {item.username}: {error && outcomeText(error, messages)}
              </li>
            ))}
          </ul>
        </Banner>
      )}
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
