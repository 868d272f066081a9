import type { ModifyNote, Note } from '@latchkey/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { modifyNote, noteQueries } from '../../../queries/note-queries.ts'

const textNames = ['owner', 'purpose', 'note'] as const
type Texts = Readonly<Record<(typeof textNames)[number], string>>

/** Only what was typed; what was emptied is taken away. */
const changeOf = (typed: Partial<Texts>): ModifyNote =>
  Object.fromEntries(Object.entries(typed).map(([name, text]) => [name, text.trim() || null]))

/** It belongs to the window and not to its tab: what was typed is still there when one comes back. */
export function useNoteForm(apiKeyID: number, note: Note | undefined) {
  const queryClient = useQueryClient()
  // What was typed; the rest is as it is kept.
  const [typed, setTyped] = useState<Partial<Texts>>({})
  const kept: Texts = { owner: note?.owner ?? '', purpose: note?.purpose ?? '', note: note?.note ?? '' }
  const texts = { ...kept, ...typed }
  const { mutateAsync, isPending, error, isSuccess } = useMutation({
    mutationFn: () => modifyNote(apiKeyID, changeOf(typed)),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: noteQueries.all() })
      setTyped({})
    },
  })
  return {
    note,
    texts,
    type: (part: Partial<Texts>) => setTyped({ ...typed, ...part }),
    isDirty: textNames.some((name) => texts[name] !== kept[name]),
    /** Whether it is saved; why not stands in the form. */
    save: (): Promise<boolean> =>
      mutateAsync().then(
        () => true,
        () => false,
      ),
    isSaving: isPending,
    isSaved: isSuccess,
    error,
  }
}
export type NoteForm = ReturnType<typeof useNoteForm>
