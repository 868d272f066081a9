/** What stands behind the question mark of an address, by name. */
export type Search = Readonly<Record<string, string>>
/** What is not set is not written. */
export type SearchToWrite = Readonly<Record<string, string | number | undefined>>

/** Addresses that people can read and type. */
export const parseSearch = (text: string): Search => Object.fromEntries(new URLSearchParams(text))

export function stringifySearch(search: SearchToWrite): string {
  const known = Object.entries(search).filter(([, value]) => value !== undefined && value !== '')
  const text = new URLSearchParams(known.map(([name, value]) => [name, String(value)])).toString()
  return text === '' ? '' : `?${text}`
}
