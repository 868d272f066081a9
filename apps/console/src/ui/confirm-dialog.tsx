import { useState, type ReactNode } from 'react'
import { Button } from './button.tsx'
import { Dialog } from './dialog.tsx'
import { TextField } from './text-field.tsx'

interface ConfirmDialogProps {
  readonly title: string
  /** Verb and object: "Delete key payments-ci". */
  readonly action: string
  readonly cancel: string
  readonly isDanger?: boolean
  readonly isBusy: boolean
  /** Why it cannot be done now. */
  readonly blocked?: string | undefined
  /** Has to be typed before the button does anything. */
  readonly toType?: { readonly text: string; readonly label: string; readonly missing: string } | undefined
  readonly onConfirm: () => void
  readonly onClose: () => void
  readonly children: ReactNode
}

/** Asks before something that cannot be taken back. The focus starts on Cancel, and Enter never does it. */
export function ConfirmDialog({
  title,
  action,
  cancel,
  isDanger = false,
  isBusy,
  toType,
  ...rest
}: ConfirmDialogProps) {
  const [typed, setTyped] = useState('')
  const untyped = toType && typed !== toType.text ? toType.missing : undefined
  const close = () => {
    if (!isBusy) rest.onClose()
  }
  return (
    <Dialog
      title={title}
      onClose={close}
      footer={
        <>
          <Button data-focus onClick={close}>
            {cancel}
          </Button>
          <Button
            look={isDanger ? 'danger' : 'primary'}
            busy={isBusy}
            blocked={rest.blocked ?? untyped}
            onClick={rest.onConfirm}
          >
            {action}
          </Button>
        </>
      }
    >
      {rest.children}
      {toType && (
        <TextField
          label={toType.label}
          value={typed}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => setTyped(event.target.value)}
        />
      )}
    </Dialog>
  )
}
