import type { ApiKey } from '@latchkey/contract'
import { useMutation, useQuery, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ownerOf } from '../../../lib/kept-intents.ts'
import { useOnline } from '../../../lib/use-online.ts'
import { useWindowSpeech } from '../../../messages/windows.ts'
import { apiKeyQueries, putApiKey } from '../../../queries/api-key-queries.ts'
import { modifyNote, noteQueries } from '../../../queries/note-queries.ts'
import { sessionQueries } from '../../../queries/session-queries.ts'
import { useLack } from '../../../queries/use-lack.ts'
import { Banner } from '../../../ui/banner.tsx'
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx'
import { EquivalentCode } from '../../../frames/equivalent-code-panel.tsx'
import { OfflineBanner, OutcomeBanner } from '../../../frames/form-window.tsx'
import { WithRight } from '../../../frames/with-right.tsx'
import { differences } from '../differences.ts'
import { keyRights } from '../key-actions.tsx'
import { useFieldText } from '../use-field-text.ts'
import { OpenedKey } from '../window/opened-key.tsx'
import { isLeaked } from '../work/lock-reasons.ts'
import { IssuanceWindow } from './issuance-window.tsx'
import { useIssuance } from './use-issuance.ts'

interface NewSecretWindowProps {
  readonly apiKeyID: number
  readonly onClose: (key?: ApiKey) => void
  readonly onNewSecret: (apiKeyID: number) => void
}

/** The old secret ends the moment the new one is made: that is said first, and the name is typed. */
export function NewSecretWindow({ apiKeyID, onClose, onNewSecret }: NewSecretWindowProps) {
  const lack = useLack(keyRights.edit)
  return (
    <WithRight lack={lack} feature="apikeyRights" verb="edit" onClose={() => onClose()}>
      <OpenedKey apiKeyID={apiKeyID} onClose={() => onClose()}>
        {(opened) => <NewSecret opened={opened} onClose={onClose} onNewSecret={onNewSecret} />}
      </OpenedKey>
    </WithRight>
  )
}

interface NewSecretProps extends Omit<NewSecretWindowProps, 'apiKeyID'> {
  readonly opened: ApiKey
}

function NewSecret({ opened, onClose, onNewSecret }: NewSecretProps) {
  const { messages } = useWindowSpeech()
  const queryClient = useQueryClient()
  const isOnline = useOnline()
  const { data: session } = useSuspenseQuery(sessionQueries.current())
  // As it was drawn: what it has become meanwhile is compared with it.
  const [drawn, setDrawn] = useState(opened)
  const { ID: apiKeyID, keyName } = drawn
  const { changesOf } = useFieldText()
  const { data: notes } = useQuery(noteQueries.list())
  const issuing = useIssuance(ownerOf(session))
  const { state } = issuing
  const done = (changed?: ApiKey) => {
    if (changed) putApiKey(queryClient, changed)
    // What leaked opens nothing any more: the key may be unlocked.
    if (changed && isLeaked(notes?.get(apiKeyID)?.lockReason)) void forgetLeak(apiKeyID)
    onClose(changed)
  }
  const forgetLeak = async (ID: number) => {
    await modifyNote(ID, { lockReason: null }).catch(() => undefined)
    await queryClient.invalidateQueries({ queryKey: noteQueries.all() })
  }
  const {
    mutate,
    data: change,
    error,
    isPending,
  } = useMutation({
    mutationFn: async (before: ApiKey) => {
      const now = await queryClient.fetchQuery(apiKeyQueries.detail(apiKeyID))
      const fields = differences(before, now)
      setDrawn(now)
      if (fields.length > 0) return changesOf(fields, before, now)
      await issuing.start({ operation: 'newSecret', apiKeyID }, now.keyName)
      return undefined
    },
  })
  if (state.step !== 'idle' && state.step !== 'asking' && state.step !== 'refused')
    return <IssuanceWindow issuing={issuing} onClose={done} onNewSecret={onNewSecret} />
  return (
    <ConfirmDialog
      isDanger
      title={messages.newSecretTitle(keyName)}
      action={messages.newSecretDo(keyName)}
      cancel={messages.cancel}
      isBusy={isPending || state.step === 'asking'}
      blocked={isOnline ? undefined : messages.offline}
      toType={{ text: keyName, label: messages.typeName(keyName), missing: messages.typeNameFirst }}
      onConfirm={() => mutate(drawn)}
      onClose={() => onClose()}
    >
      <OfflineBanner />
      {state.step === 'refused' && <OutcomeBanner error={state.error} />}
      {error && <OutcomeBanner error={error} />}
      {change !== undefined && <Banner tone="warning">{change}</Banner>}
      <p>{messages.newSecretMeans}</p>
      <EquivalentCode change={{ method: 'POST', path: `/apikeys/${apiKeyID}/secretkey` }} />
    </ConfirmDialog>
  )
}
