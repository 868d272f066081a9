import type { Tenant } from '@latchkey/contract'
import type { ReactNode } from 'react'
import { byNumber, type ListColumn } from '../../frames/list-rows.ts'
import { withUtc, type Formats } from '../../lib/formats.ts'
import type { AllMessages } from '../../messages/administration.ts'
import { StateMark } from '../../ui/state-mark.tsx'

export function tenantColumns(
  messages: AllMessages,
  formats: Formats,
  { compare }: Intl.Collator,
): { readonly wide: readonly ListColumn<Tenant>[]; readonly narrow: readonly ListColumn<Tenant>[] } {
  const state = ({ tenantState }: Tenant): ReactNode =>
    tenantState === 'active' ? (
      <StateMark tone="success">{messages.statusActive}</StateMark>
    ) : (
      <StateMark tone="warning">{messages.suspended}</StateMark>
    )
  const name: ListColumn<Tenant> = {
    id: 'name',
    header: messages.name,
    widthMinPx: 140,
    grow: 2,
    cell: (tenant) => <strong>{tenant.name}</strong>,
    compare: (a, b) => compare(a.name, b.name),
  }
  const status: ListColumn<Tenant> = {
    id: 'state',
    header: messages.status,
    widthMinPx: 120,
    grow: 0,
    cell: state,
    compare: (a, b) => compare(a.tenantState, b.tenantState),
  }
  return {
    wide: [
      name,
      {
        id: 'description',
        header: messages.description,
        widthMinPx: 200,
        grow: 3,
        cell: ({ description }) => description,
        compare: (a, b) => compare(a.description, b.description),
      },
      status,
      {
        id: 'lastSignIn',
        header: messages.lastSignIn,
        widthMinPx: 166,
        grow: 0,
        cell: ({ lastSigninTime }) =>
          lastSigninTime === undefined ? messages.unavailable : formats.dateTime(lastSigninTime),
        hint: ({ lastSigninTime }) =>
          lastSigninTime === undefined ? undefined : withUtc(formats, lastSigninTime, '\n'),
        compare: (a, b) => byNumber(a.lastSigninTime, b.lastSigninTime),
      },
      {
        id: 'ID',
        header: messages.ID,
        widthMinPx: 90,
        grow: 0,
        cell: ({ ID }) => ID,
        compare: (a, b) => a.ID - b.ID,
      },
    ],
    narrow: [name, status],
  }
}
