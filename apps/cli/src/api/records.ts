export type Fields = Readonly<Record<string, unknown>>

export const isRecord = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The one list in an answer such as {"apiKeys": […]}. */
export function listIn(answer: unknown): { readonly name: string; readonly items: readonly Fields[] } | undefined {
  if (!isRecord(answer)) return undefined
  const [name, items] = Object.entries(answer).find(([, value]) => Array.isArray(value)) ?? []
  return name === undefined || !Array.isArray(items) ? undefined : { name, items: items.filter(isRecord) }
}
