import type { ApiKey, Note } from '@latchkey/contract'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useWindowSpeech } from '../../../messages/windows.ts'
import { roleQueries } from '../../../queries/role-queries.ts'
import { Banner } from '../../../ui/banner.tsx'
import { SelectBox, TextField } from '../../../ui/text-field.tsx'
import { EquivalentCode } from '../../../frames/equivalent-code-panel.tsx'
import { RoleField } from '../window/role-field.tsx'
import { KeyGlance } from './key-glance.tsx'
import { isLeaked, lockReasons, reasonText, type LockReason } from './lock-reasons.ts'
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
      {kind === 'remove' && <p>{messages.removeMeans}</p>}
      {kind === 'lockOut' && <ReasonFields onChange={(reason) => onChange({ kind, reason })} />}
      {kind === 'changeRole' && <RoleChoice onChange={(roleID) => onChange({ kind, roleID })} />}
      {kind === 'setExpiry' && <ExpiryChoice onChange={onChange} />}
      {work && <EquivalentCode change={changeOf(keys, work)} />}
    </>
  )
}

const reasonMessage = {
  leaked: 'reasonLeaked',
  unused: 'reasonUnused',
  ownerLeft: 'reasonOwnerLeft',
  investigation: 'reasonInvestigation',
  other: 'reasonOther',
} as const satisfies Record<LockReason, string>

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

function ExpiryChoice({ onChange }: { readonly onChange: (work: KeyWork | undefined) => void }) {
  const { messages } = useWindowSpeech()
  const set = (text: string) => {
    // In the viewer's zone: the keys may be in many.
    const expiryDate = new Date(text).getTime()
    onChange(Number.isNaN(expiryDate) || expiryDate <= Date.now() ? undefined : { kind: 'setExpiry', expiryDate })
  }
  return (
    <TextField
      label={messages.expiresOn}
      help={messages.bulkExpiryHelp}
      type="datetime-local"
      onChange={({ target }) => set(target.value)}
    />
  )
}
