import { useMemo, useState } from 'react'
import { collatorOf } from '../../lib/text-order.ts'
import { useSpeech } from '../../messages/messages.tsx'
import type { GridGroup, GridLine } from '../../ui/grid/group.ts'
import { grouped } from './groups.ts'
import type { Grouping } from './list-search.ts'
import type { ApiKeyRow } from './rows.ts'
import { statusMessage } from './status-mark.tsx'

const none: ReadonlySet<string> = new Set()

/** The rows as the grid shows them, and which of their groups are closed: other groups begin open. */
export function useLines(rows: readonly ApiKeyRow[], by: Grouping | undefined) {
  const { messages, language } = useSpeech()
  const [closing, setClosing] = useState({ by, closed: none })
  const closed = closing.by === by ? closing.closed : none
  const lines: readonly GridLine<ApiKeyRow>[] = useMemo(
    () =>
      by === undefined
        ? rows
        : grouped(rows, by, closed, {
            collator: collatorOf(language),
            role: (name) => name ?? messages.unavailable,
            status: ({ status }) => messages[statusMessage[status]],
          }),
    [rows, by, closed, language, messages],
  )
  const toggle = ({ id, isOpen }: GridGroup): void =>
    setClosing({ by, closed: isOpen ? new Set([...closed, id]) : new Set([...closed].filter((one) => one !== id)) })
  return { lines, toggle }
}
