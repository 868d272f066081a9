/** A change as the manager's API takes it; one for each ID, where `{ID}` in the path stands for many. */
export interface ApiChange {
  readonly method: 'POST' | 'DELETE'
  readonly path: string
  readonly body?: Readonly<Record<string, unknown>>
  readonly IDs?: readonly number[]
}
