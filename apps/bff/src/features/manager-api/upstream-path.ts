import type { Endpoint } from '@latchkey/contract'

// Where the page's address is another than the manager's: the page's own sessions have the plain one.
const elsewhere: Readonly<Record<string, string>> = {
  '/managersessions': '/sessions',
  '/managersessions/:handle': '/sessions/:handle',
}

/** The path at the manager, from the table and parsed values alone. */
export function upstreamPath({ path }: Pick<Endpoint, 'path'>, params: unknown, query: unknown): string {
  const values = new Map(entriesOf(params))
  const filled = (elsewhere[path] ?? path).replace(/:(\w+)/g, (_, name: string) =>
    encodeURIComponent(values.get(name) ?? ''),
  )
  const asked = entriesOf(query)
  return asked.length === 0 ? filled : `${filled}?${new URLSearchParams(asked).toString()}`
}

const entriesOf = (values: unknown): [string, string][] =>
  Object.entries(typeof values === 'object' && values !== null ? values : {}).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, String(value)]],
  )
