// Of the free form of a UUID (version 8): it stands for our number, so that every key and role has one from the start.
const beginnings = { key: '4c61746b-6579-8000-8000-', role: '4c61746b-6579-8001-8000-' } as const
type Kind = keyof typeof beginnings

export const uuidOf = (kind: Kind, ID: number): string => beginnings[kind] + ID.toString(16).padStart(12, '0')

export function numberIn(kind: Kind, uuid: string): number | undefined {
  if (!uuid.startsWith(beginnings[kind])) return undefined
  const ID = Number.parseInt(uuid.slice(beginnings[kind].length), 16)
  return ID <= 2 ** 31 - 1 ? ID : undefined
}
