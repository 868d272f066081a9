/** The tabs of the editor as they stand in the address. */
export const editorTabs = ['general', 'computers', 'policies', 'users', 'other', 'assigned'] as const
export type EditorTab = (typeof editorTabs)[number]

type Search = Readonly<Record<string, unknown>>

const numberIn = (search: Search, name: string): string | undefined => {
  const value = search[name]
  return typeof value === 'string' && /^\d{1,10}$/.test(value) ? value : undefined
}

const tabIn = (search: Search): EditorTab | undefined => editorTabs.find((tab) => tab === search['tab'])

const textIn = (search: Search): string | undefined => {
  const { find } = search
  return typeof find === 'string' && find !== '' ? find : undefined
}

export interface EditorAddress {
  readonly tab?: EditorTab | undefined
  /** What is looked for among the rights. */
  readonly find?: string | undefined
}
export const parseRoleSearch = (search: Search): EditorAddress => ({ tab: tabIn(search), find: textIn(search) })
export const parseNewRoleSearch = (search: Search): EditorAddress & { readonly like?: string | undefined } => ({
  ...parseRoleSearch(search),
  like: numberIn(search, 'like'),
})
export const parseCompareSearch = (search: Search): { a?: string | undefined; b?: string | undefined } => ({
  a: numberIn(search, 'a'),
  b: numberIn(search, 'b'),
})
