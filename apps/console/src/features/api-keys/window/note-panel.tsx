import type { Note } from '@latchkey/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState, type KeyboardEvent } from 'react'
import { useWindowSpeech } from '../../../messages/windows.ts'
import { outcomeText } from '../../../messages/outcome.ts'
import { useFormats } from '../../../messages/use-formats.ts'
import { modifyNote, noteQueries } from '../../../queries/note-queries.ts'
import { Banner } from '../../../ui/banner.tsx'
import { Button } from '../../../ui/button.tsx'
import { TextArea, TextField } from '../../../ui/text-field.tsx'
import styles from './window.module.css'

interface NotePanelProps {
  readonly apiKeyID: number
  readonly note: Note | undefined
  readonly readOnly: boolean
}

/** What the manager has no place for: whose key it is, and what for. The console keeps it. */
export function NotePanel({ apiKeyID, note, readOnly }: NotePanelProps) {
  const { messages } = useWindowSpeech()
  const { dateTime } = useFormats()
  const queryClient = useQueryClient()
  // What was typed; the rest is as it is kept.
  const [typed, setTyped] = useState<{ readonly owner?: string; readonly purpose?: string }>({})
  const { owner = note?.owner ?? '', purpose = note?.purpose ?? '' } = typed
  const isDirty = owner !== (note?.owner ?? '') || purpose !== (note?.purpose ?? '')
  const { mutate, isPending, error, isSuccess } = useMutation({
    mutationFn: () => modifyNote(apiKeyID, { owner: owner.trim() || null, purpose: purpose.trim() || null }),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: noteQueries.all() })
      setTyped({})
    },
  })
  const onKeyDown = (event: KeyboardEvent) => {
    // The window's own form is another one.
    if (event.key !== 'Enter' || event.target instanceof HTMLTextAreaElement) return
    event.preventDefault()
    if (isDirty && !isPending) mutate()
  }
  return (
    <div role="presentation" className={styles['form']} onKeyDown={onKeyDown}>
      {error && <Banner tone="danger">{outcomeText(error, messages)}</Banner>}
      <TextField
        label={messages.owner}
        help={messages.ownerHelp}
        value={owner}
        maxLength={254}
        autoComplete="off"
        readOnly={readOnly}
        onChange={({ target }) => setTyped({ ...typed, owner: target.value })}
      />
      <TextArea
        label={messages.purpose}
        value={purpose}
        maxLength={2_000}
        readOnly={readOnly}
        onChange={({ target }) => setTyped({ ...typed, purpose: target.value })}
      />
      {note && <p className={styles['quiet']}>{messages.noteChanged(dateTime(note.modified), note.modifiedBy)}</p>}
      {!readOnly && (
        <div className={styles['line']}>
          <Button busy={isPending} blocked={isDirty ? undefined : messages.nothingChanged} onClick={() => mutate()}>
            {messages.saveNote}
          </Button>
          <span role="status">{isSuccess && !isDirty && messages.noteSaved}</span>
        </div>
      )}
    </div>
  )
}
