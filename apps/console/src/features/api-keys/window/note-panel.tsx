import type { ModifyNote, Note } from '@latchkey/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState, type KeyboardEvent } from 'react'
import { OutcomeBanner } from '../../../frames/form-window.tsx'
import { useOnline } from '../../../lib/use-online.ts'
import { useWindowSpeech } from '../../../messages/windows.ts'
import { useFormats } from '../../../messages/use-formats.ts'
import { modifyNote, noteQueries } from '../../../queries/note-queries.ts'
import { Button } from '../../../ui/button.tsx'
import { TextArea, TextField } from '../../../ui/text-field.tsx'
import styles from './window.module.css'

interface NotePanelProps {
  readonly apiKeyID: number
  readonly note: Note | undefined
  readonly readOnly: boolean
}

const textNames = ['owner', 'purpose', 'note'] as const
type Texts = Readonly<Record<(typeof textNames)[number], string>>

/** Only what was typed; what was emptied is taken away. */
const changeOf = (typed: Partial<Texts>): ModifyNote =>
  Object.fromEntries(Object.entries(typed).map(([name, text]) => [name, text.trim() || null]))

/** What the manager has no place for: whose key it is, and what for. The console keeps it. */
export function NotePanel({ apiKeyID, note, readOnly }: NotePanelProps) {
  const { messages } = useWindowSpeech()
  const { dateTime } = useFormats()
  const queryClient = useQueryClient()
  // What was typed; the rest is as it is kept.
  const [typed, setTyped] = useState<Partial<Texts>>({})
  const kept: Texts = { owner: note?.owner ?? '', purpose: note?.purpose ?? '', note: note?.note ?? '' }
  const texts = { ...kept, ...typed }
  const isDirty = textNames.some((name) => texts[name] !== kept[name])
  const isOnline = useOnline()
  const { mutate, isPending, error, isSuccess } = useMutation({
    mutationFn: () => modifyNote(apiKeyID, changeOf(typed)),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: noteQueries.all() })
      setTyped({})
    },
  })
  const onKeyDown = (event: KeyboardEvent) => {
    // The window's own form is another one.
    if (event.key !== 'Enter' || event.target instanceof HTMLTextAreaElement) return
    event.preventDefault()
    if (isDirty && isOnline && !isPending) mutate()
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
        onChange={({ target }) => setTyped({ ...typed, owner: target.value })}
      />
      <TextArea
        label={messages.purpose}
        value={texts.purpose}
        maxLength={2_000}
        readOnly={readOnly}
        onChange={({ target }) => setTyped({ ...typed, purpose: target.value })}
      />
      <TextArea
        label={messages.noteWords}
        help={messages.noteWordsHelp}
        value={texts.note}
        maxLength={2_000}
        readOnly={readOnly}
        onChange={({ target }) => setTyped({ ...typed, note: target.value })}
      />
      {note && note.modified > 0 && (
        <p className={styles['quiet']}>{messages.noteChanged(dateTime(note.modified), note.modifiedBy)}</p>
      )}
      {!readOnly && (
        <div className={styles['line']}>
          <Button
            busy={isPending}
            blocked={isOnline ? (isDirty ? undefined : messages.nothingChanged) : messages.offline}
            onClick={() => mutate()}
          >
            {messages.saveNote}
          </Button>
          <span role="status">{isSuccess && !isDirty && messages.noteSaved}</span>
        </div>
      )}
    </div>
  )
}
