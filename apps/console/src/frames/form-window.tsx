import { useId, type ReactNode, type SubmitEvent } from 'react'
import { useOnline } from '../lib/use-online.ts'
import { useWindowSpeech } from '../messages/windows.ts'
import { outcomeText, requestText, type OutcomeWords } from '../messages/outcome.ts'
import { Banner } from '../ui/banner.tsx'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { useDiscard } from './discard.tsx'
import styles from './frames.module.css'
import { StillWaiting } from './still-waiting.tsx'
import { useFocusFault } from './use-focus-fault.ts'

interface FormWindowProps {
  readonly title: string
  readonly isDirty: boolean
  readonly isBusy: boolean
  /** Where nothing may be changed there is only Close. */
  readonly readOnly?: boolean
  readonly submitLabel?: string
  /** An error that is told at a field is not told here. */
  readonly error: Error | null
  readonly outcomeWords?: OutcomeWords | undefined
  readonly onSubmit: () => void
  readonly onClose: () => void
  readonly children: ReactNode
  /** Windows over this one: outside its form, which would take their Enter for its own. */
  readonly beside?: ReactNode
}

/** A dialog with one form: its error, and no way to lose what was typed unasked. */
export function FormWindow({ title, isDirty, isBusy, readOnly = false, error, ...window }: FormWindowProps) {
  const { messages } = useWindowSpeech()
  const formID = useId()
  const isOnline = useOnline()
  const { container, expectFault, forgetFault } = useFocusFault<HTMLFormElement>()
  const { close, question } = useDiscard({ isDirty: isDirty && !readOnly, isBusy, onClose: window.onClose })
  const footer = question ?? (
    <>
      <StillWaiting isBusy={isBusy} />
      <Button onClick={close}>{readOnly ? messages.close : messages.cancel}</Button>
      {!readOnly && (
        <Button
          type="submit"
          form={formID}
          look="primary"
          busy={isBusy}
          blocked={isOnline ? undefined : messages.offline}
        >
          {window.submitLabel ?? messages.save}
        </Button>
      )}
    </>
  )
  return (
    <>
      <Dialog title={title} onClose={close} footer={footer}>
        <form
          id={formID}
          ref={container}
          noValidate
          onInput={forgetFault}
          className={styles['form']}
          onSubmit={(event: SubmitEvent<HTMLFormElement>) => {
            event.preventDefault()
            if (isBusy || readOnly) return
            window.onSubmit()
            expectFault()
          }}
        >
          {error && <OutcomeBanner error={error} words={window.outcomeWords} />}
          {!readOnly && <OfflineBanner />}
          {window.children}
        </form>
      </Dialog>
      {window.beside}
    </>
  )
}

/** Why nothing can be changed now: said in the window, where its button is. */
export function OfflineBanner() {
  const { messages } = useWindowSpeech()
  return useOnline() ? null : <Banner tone="warning">{messages.offline}</Banner>
}

/** What happened, whether anything changed, and under which number the server has it. */
export function OutcomeBanner({ error, words }: { readonly error: Error; readonly words?: OutcomeWords | undefined }) {
  const { messages } = useWindowSpeech()
  return (
    <Banner tone="danger">
      {outcomeText(error, { ...messages, ...words })}{' '}
      <span className={styles['quiet']}>{requestText(error, messages)}</span>
    </Banner>
  )
}
