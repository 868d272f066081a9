import type { Administrator } from '@latchkey/contract'
import { useQuery } from '@tanstack/react-query'
import { ComparedTable } from '../../frames/compared-table.tsx'
import { LastChange } from '../../frames/history-facts.tsx'
import { useAdministrationSpeech, type AllMessages } from '../../messages/administration.ts'
import { roleQueries } from '../../queries/role-queries.ts'
import { useHistory } from '../../queries/use-history.ts'
import type { UserChanged } from './user-changed.ts'
import { differences, type KeptField } from './user-form.ts'

const fieldNames = {
  username: 'userName',
  fullName: 'fullName',
  description: 'description',
  roleID: 'role',
  locale: 'language',
  timeZone: 'timeZone',
  timeFormat: 'timeFormat',
  passwordNeverExpires: 'passwordNeverExpires',
  active: 'userLockedOut',
  phoneNumber: 'phoneNumber',
  mobileNumber: 'mobileNumber',
  pagerNumber: 'pagerNumber',
  emailAddress: 'emailAddress',
  primaryContact: 'primaryContact',
  receiveNotifications: 'receiveNotifications',
  reportPDFPasswordEnabled: 'reportPDFPasswordEnabled',
} as const satisfies Record<KeptField, keyof AllMessages>

/** What somebody else changed meanwhile, and who it was. */
export function UserChangedFacts({ changed: { before, now } }: { readonly changed: UserChanged }) {
  const { messages } = useAdministrationSpeech()
  const { data: roles } = useQuery(roleQueries.list())
  const valueOf = (user: Administrator, field: KeptField): string | boolean => {
    if (field === 'active') return !user.active
    if (field !== 'roleID') return user[field]
    return roles?.find(({ ID }) => ID === user.roleID)?.name ?? `#${user.roleID}`
  }
  return (
    <>
      <LastChange history={useHistory('administrator', now.ID)} />
      <ComparedTable
        rows={differences(before, now).map((field) => ({
          id: field,
          name: messages[fieldNames[field]],
          a: valueOf(before, field),
          b: valueOf(now, field),
        }))}
        a={messages.meanwhileBefore}
        b={messages.meanwhileTheirs}
      />
    </>
  )
}
