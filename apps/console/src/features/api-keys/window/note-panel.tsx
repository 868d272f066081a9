import type { KeyboardEvent } from 'react'
import { OutcomeBanner } from '../../../frames/form-window.tsx'
import { useOnline } from '../../../lib/use-online.ts'
import { useWindowSpeech } from '../../../messages/windows.ts'
import { useFormats } from '../../../messages/use-formats.ts'
import { Button } from '../../../ui/button.tsx'
import { TextArea, TextField } from '../../../ui/text-field.tsx'
import type { NoteForm } from './use-note-form.ts'
import styles from './window.module.css'

interface NotePanelProps {
  readonly form: NoteForm
  readonly readOnly: boolean
}

/** What the manager has no place for: whose key it is, and what for. The console keeps it. */
export function NotePanel({ form, readOnly }: NotePanelProps) {
  const { messages } = useWindowSpeech()
  const { dateTime } = useFormats()
  const isOnline = useOnline()
  const { note, texts, isDirty, isSaving, error } = form
  const onKeyDown = (event: KeyboardEvent) => {
    // The window's own form is another one.
    if (event.key !== 'Enter' || event.target instanceof HTMLTextAreaElement) return
    event.preventDefault()
    if (isDirty && isOnline && !isSaving) void form.save()
  }
  return (
    <div role="presentation" className={styles['form']} onKeyDown={onKeyDown}>
      {error && <OutcomeBanner error={error} />}
      <TextField
        label={messages.owner}
        help={messages.ownerHelp}
        value={texts.owner}
        maxLength={254}
        autoComplete="off"
        readOnly={readOnly}
        onChange={({ target }) => form.type({ owner: target.value })}
      />
      <TextArea
        label={messages.purpose}
        value={texts.purpose}
        maxLength={2_000}
        readOnly={readOnly}
        onChange={({ target }) => form.type({ purpose: target.value })}
      />
      <TextArea
        label={messages.noteWords}
        help={messages.noteWordsHelp}
        value={texts.note}
        maxLength={2_000}
        readOnly={readOnly}
        onChange={({ target }) => form.type({ note: target.value })}
      />
      {note && note.modified > 0 && (
        <p className={styles['quiet']}>{messages.noteChanged(dateTime(note.modified), note.modifiedBy)}</p>
      )}
      {!readOnly && (
        <div className={styles['line']}>
          <Button
            busy={isSaving}
            blocked={isOnline ? (isDirty ? undefined : messages.nothingChanged) : messages.offline}
            onClick={() => void form.save()}
          >
            {messages.saveNote}
          </Button>
          <span role="status">{form.isSaved && !isDirty && messages.noteSaved}</span>
        </div>
      )}
    </div>
  )
}
