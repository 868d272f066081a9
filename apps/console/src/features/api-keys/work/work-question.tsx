import type { ApiKey, Note } from '@latchkey/contract'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { serverNow } from '../../../lib/server-clock.ts'
import { endOfDay } from '../../../lib/zoned-time.ts'
import { useFormats } from '../../../messages/use-formats.ts'
import { useWindowSpeech } from '../../../messages/windows.ts'
import { roleQueries } from '../../../queries/role-queries.ts'
import { Banner } from '../../../ui/banner.tsx'
import { SelectBox, TextField } from '../../../ui/text-field.tsx'
import { EquivalentCode } from '../../../frames/equivalent-code-panel.tsx'
import { ExpiryField } from '../window/expiry-field.tsx'
import { expiryFault, formOf, momentOf, type ExpiryForm } from '../window/key-form.ts'
import { RoleField } from '../window/role-field.tsx'
import { KeyGlance } from './key-glance.tsx'
import { isLeaked, lockReasons, reasonMessage, reasonText, type LockReason } from './lock-reasons.ts'
import { changeOf, type KeyWork, type WorkKind } from './work-change.ts'

interface WorkQuestionProps {
  readonly kind: WorkKind
  readonly keys: readonly ApiKey[]
  readonly notes: ReadonlyMap<number, Note>
  readonly roleNames: ReadonlyMap<number, string>
  readonly work: KeyWork | undefined
  /** Undefined while it is not whole. */
  readonly onChange: (work: KeyWork | undefined) => void
}

/** What has to be known, and said, before it is done. */
export function WorkQuestion({ kind, keys, notes, roleNames, work, onChange }: WorkQuestionProps) {
  const { messages } = useWindowSpeech()
  const [only] = keys
  const isOne = keys.length === 1
  const leaked = kind === 'unlock' && keys.some(({ ID }) => isLeaked(notes.get(ID)?.lockReason))
  return (
    <>
      {isOne && only && <KeyGlance apiKey={only} note={notes.get(only.ID)} roleName={roleNames.get(only.roleID)} />}
      {leaked && <Banner tone="warning">{messages.leakedFirst}</Banner>}
      {kind === 'remove' && <p>{isOne ? messages.removeMeans : messages.removeManyMean}</p>}
      {kind === 'lockOut' && <ReasonFields onChange={(reason) => onChange({ kind, reason })} />}
      {kind === 'changeRole' && <RoleChoice onChange={(roleID) => onChange({ kind, roleID })} />}
      {kind === 'setExpiry' && <ExpiryChoice only={isOne ? only : undefined} onChange={onChange} />}
      {work && <EquivalentCode change={changeOf(keys, work)} />}
    </>
  )
}

function ReasonFields({ onChange }: { readonly onChange: (reason: string) => void }) {
  const { messages } = useWindowSpeech()
  const [reason, setReason] = useState<LockReason>('other')
  const [words, setWords] = useState('')
  const set = (next: LockReason, text: string) => {
    setReason(next)
    setWords(text)
    onChange(reasonText(next, text))
  }
  return (
    <>
      <SelectBox
        label={messages.lockReason}
        value={reason}
        onChange={({ target }) => set(lockReasons.find((known) => known === target.value) ?? 'other', words)}
      >
        {lockReasons.map((known) => (
          <option key={known} value={known}>
            {messages[reasonMessage[known]]}
          </option>
        ))}
      </SelectBox>
      <TextField
        label={messages.lockWords}
        help={messages.lockWordsHelp}
        value={words}
        maxLength={1_000}
        autoComplete="off"
        onChange={({ target }) => set(reason, target.value)}
      />
    </>
  )
}

function RoleChoice({ onChange }: { readonly onChange: (roleID: number) => void }) {
  const { data: roles = [] } = useQuery(roleQueries.list())
  const [roleID, setRoleID] = useState<number>()
  const choose = (next: number) => {
    setRoleID(next)
    onChange(next)
  }
  return (
    <RoleField roles={roles} value={roleID} error={undefined} readOnly={false} onMake={undefined} onChange={choose} />
  )
}

interface ExpiryChoiceProps {
  readonly only: ApiKey | undefined
  readonly onChange: (work: KeyWork | undefined) => void
}

/** One key's in its own zone; many may be in many, so theirs is given in the viewer's. */
function ExpiryChoice({ only, onChange }: ExpiryChoiceProps) {
  const { messages } = useWindowSpeech()
  const { timeZone: viewers } = useFormats()
  const timeZone = only?.timeZone ?? viewers
  const [expiry, setExpiry] = useState(only ? formOf(only).expiry : notChosen)
  const form = { expiry, timeZone }
  const now = serverNow()
  const isAsItWas = expiry.exactMs !== undefined && expiry.exactMs === only?.expiryDate
  const fault = expiry.date === '' || isAsItWas ? undefined : expiryFault(form, now)
  const choose = (next: ExpiryForm) => {
    setExpiry(next)
    // 0 takes an expiry away.
    const expiryDate = next.on ? momentOf({ expiry: next, timeZone }) : 0
    const isWrong = expiryDate === undefined || (next.on && expiryDate <= now)
    onChange(isWrong ? undefined : { kind: 'setExpiry', expiryDate })
  }
  return (
    <>
      <ExpiryField form={form} fault={fault} refusal={undefined} readOnly={false} onChange={choose} />
      {!only && <p>{messages.bulkExpiryHelp}</p>}
    </>
  )
}

const notChosen: ExpiryForm = { on: true, date: '', time: endOfDay }
