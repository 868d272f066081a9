import type { ApiKey, Note } from '@latchkey/contract'
import { useSuspenseQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { OfflineBanner } from '../../../frames/form-window.tsx'
import { ownerOf } from '../../../lib/kept-intents.ts'
import { useOnline } from '../../../lib/use-online.ts'
import { useWindowSpeech } from '../../../messages/windows.ts'
import { useFormats } from '../../../messages/use-formats.ts'
import { sessionQueries } from '../../../queries/session-queries.ts'
import { useBlocker } from '../../../router/use-blocker.ts'
import { Banner } from '../../../ui/banner.tsx'
import { Button } from '../../../ui/button.tsx'
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { useFieldText } from '../use-field-text.ts'
import { isAllDone, type KeyOutcome } from './key-outcomes.ts'
import { rowsMax } from './key-work.ts'
import { isLeaked } from './lock-reasons.ts'
import { rememberUnconfirmed } from './unconfirmed-lock-outs.ts'
import { useKeyWork } from './use-key-work.ts'
import type { KeyWork, WorkKind } from './work-change.ts'
import { isUnsure, outcomeWords, workWords } from './work-words.ts'
import { WorkQuestion } from './work-question.tsx'
import styles from './work.module.css'

interface WorkWindowProps {
  readonly kind: WorkKind
  readonly keys: readonly ApiKey[]
  readonly notes: ReadonlyMap<number, Note>
  readonly roleNames: ReadonlyMap<number, string>
  /** What is to be said where the window was. */
  readonly onDone: (words: string) => void
  readonly onClose: () => void
}

const countTypedFrom = 11

/** One thing done to one key or to many: asked, done row by row, and told for each row. */
export function WorkWindow({ kind, keys: asked, notes, roleNames, onDone, onClose }: WorkWindowProps) {
  const { messages } = useWindowSpeech()
  const { number } = useFormats()
  const isOnline = useOnline()
  const [keys, setKeys] = useState(asked)
  const [work, setWork] = useState<KeyWork | undefined>(() => firstWork(kind))
  const { data: session } = useSuspenseQuery(sessionQueries.current())
  const owner = ownerOf(session)
  const { state, run, stop, askAgain } = useKeyWork()
  const { changesOf } = useFieldText()
  const isWorking = state.step === 'working'
  useBlocker({ blocks: () => isWorking, asksBeforeUnload: isWorking })
  const words = workWords(kind, keys, messages, number)
  const begin = async (of: readonly ApiKey[], before: readonly KeyOutcome[] = []) => {
    if (!work) return
    const outcomes = await run(of, work, before)
    if (kind === 'lockOut')
      rememberUnconfirmed(
        owner,
        outcomes.filter(isUnsure).map(({ key }) => key),
      )
    if (isAllDone(keys, outcomes)) {
      onDone(words.done)
      onClose()
    }
  }
  const lookAgain = (outcomes: readonly KeyOutcome[]) => {
    setKeys(outcomes.flatMap(({ outcome }) => (outcome.status === 'changed' ? [outcome.now] : [])))
    askAgain()
  }
  if (state.step === 'over') {
    const { outcomes } = state
    const failed = outcomes.filter(({ outcome }) => outcome.status === 'failed').map(({ key }) => key)
    const changed = outcomes.filter(({ outcome }) => outcome.status === 'changed')
    const done = outcomes.filter(({ outcome }) => outcome.status === 'done')
    return (
      <Dialog
        title={words.title}
        onClose={onClose}
        footer={
          <>
            {failed.length > 0 && <Button onClick={() => void begin(failed, outcomes)}>{messages.retryFailed}</Button>}
            {changed.length > 0 && <Button onClick={() => lookAgain(changed)}>{messages.lookAgain}</Button>}
            <Button look="primary" data-focus onClick={onClose}>
              {messages.close}
            </Button>
          </>
        }
      >
        <p role="status">{messages.workResult(number(done.length), number(keys.length))}</p>
        {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls is reached without a mouse, too */}
        <ul className={styles['results']} tabIndex={0}>
          {outcomes
            .filter(({ outcome }) => outcome.status !== 'done' || outcome.isReasonLost)
            .map(({ key, outcome }) => (
              <li key={key.ID}>
                <strong>{key.keyName}</strong>{' '}
                {outcome.status === 'changed'
                  ? changesOf(outcome.fields, key, outcome.now)
                  : outcomeWords(outcome, messages)}
              </li>
            ))}
        </ul>
      </Dialog>
    )
  }
  if (isWorking)
    return (
      <Dialog
        title={words.title}
        onClose={() => undefined}
        footer={<Button onClick={stop}>{messages.stopWork}</Button>}
      >
        <progress className={styles['progress']} max={keys.length} value={state.done} aria-label={words.title} />
        <p role="status">{messages.workProgress(number(state.done), number(keys.length))}</p>
        <p className={styles['quiet']}>{messages.workStay}</p>
      </Dialog>
    )
  const isLeak = kind === 'unlock' && keys.some(({ ID }) => isLeaked(notes.get(ID)?.lockReason))
  const tooMany = keys.length > rowsMax ? messages.tooManyRows(number(rowsMax)) : undefined
  return (
    <ConfirmDialog
      title={words.title}
      action={words.action}
      cancel={messages.cancel}
      isDanger={kind === 'remove' || kind === 'lockOut'}
      isBusy={false}
      blocked={
        (isOnline ? undefined : messages.offline) ??
        tooMany ??
        (isLeak ? messages.leakedFirst : undefined) ??
        (work ? undefined : messages.workIncomplete)
      }
      toType={toType(kind, keys, messages)}
      onConfirm={() => void begin(keys)}
      onClose={onClose}
    >
      <OfflineBanner />
      {keys.length > 1 && (
        <p>
          {messages.workOn(
            keys
              .slice(0, namedMax)
              .map(({ keyName }) => keyName)
              .join(', '),
            number(keys.length),
            keys.length > namedMax ? number(keys.length - namedMax) : undefined,
          )}
        </p>
      )}
      {tooMany && <Banner tone="warning">{tooMany}</Banner>}
      <WorkQuestion kind={kind} keys={keys} notes={notes} roleNames={roleNames} work={work} onChange={setWork} />
    </ConfirmDialog>
  )
}

const namedMax = 5

const firstWork = (kind: WorkKind): KeyWork | undefined => {
  if (kind === 'lockOut') return { kind, reason: 'other' }
  return kind === 'unlock' || kind === 'remove' ? { kind } : undefined
}

function toType(kind: WorkKind, keys: readonly ApiKey[], messages: ReturnType<typeof useWindowSpeech>['messages']) {
  const count = String(keys.length)
  if (keys.length >= countTypedFrom)
    return { text: count, label: messages.typeCount(count), missing: messages.typeCountFirst }
  const [only] = keys
  if (kind !== 'remove' || !only || keys.length > 1) return undefined
  return { text: only.keyName, label: messages.typeName(only.keyName), missing: messages.typeNameFirst }
}
