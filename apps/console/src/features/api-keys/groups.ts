import { GridGroup, type GridLine } from '../../ui/grid/group.ts'
import type { Grouping } from './list-search.ts'
import type { ApiKeyRow } from './rows.ts'
import { apiKeyStatuses } from './status.ts'

interface GroupNames {
  readonly collator: Intl.Collator
  readonly role: (name: string | undefined) => string
  readonly status: (row: ApiKeyRow) => string
}

const groupID: Readonly<Record<Grouping, (row: ApiKeyRow) => string>> = {
  role: ({ key }) => String(key.roleID),
  status: ({ status }) => status,
}

/** Rows under the heading of their group, in the order they came in; those of a closed group are only counted. */
export function grouped(
  rows: readonly ApiKeyRow[],
  by: Grouping,
  closed: ReadonlySet<string>,
  names: GroupNames,
): readonly GridLine<ApiKeyRow>[] {
  const groups = new Map<string, ApiKeyRow[]>()
  for (const row of rows) {
    const id = groupID[by](row)
    const members = groups.get(id)
    if (members) members.push(row)
    else groups.set(id, [row])
  }
  const named = [...groups].flatMap(([id, members]) => {
    const [first] = members
    if (!first) return []
    const name = by === 'role' ? names.role(first.roleName) : names.status(first)
    return [{ members, first, heading: new GridGroup(id, name, members.length, !closed.has(id)) }]
  })
  const inOrder = named.toSorted((a, b) =>
    by === 'role'
      ? Number(a.first.roleName === undefined) - Number(b.first.roleName === undefined) ||
        names.collator.compare(a.heading.name, b.heading.name) ||
        a.first.key.roleID - b.first.key.roleID
      : apiKeyStatuses.indexOf(a.first.status) - apiKeyStatuses.indexOf(b.first.status),
  )
  return inOrder.flatMap(({ heading, members }): GridLine<ApiKeyRow>[] =>
    heading.isOpen ? [heading, ...members] : [heading],
  )
}
