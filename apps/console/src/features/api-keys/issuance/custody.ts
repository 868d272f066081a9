export type Mismatch = 'empty' | 'blanks' | 'idOnly' | 'missing' | 'more' | 'other'

/** Whether what was pasted is the secret, and if not, in what way; never what it was. */
export function comparePasted(pasted: string, secret: string): 'same' | Mismatch {
  if (pasted === secret) return 'same'
  const trimmed = pasted.trim()
  if (trimmed === '') return 'empty'
  if (trimmed === secret) return 'blanks'
  if (/^\d+:?$/.test(trimmed) && secret.startsWith(trimmed)) return 'idOnly'
  if (trimmed.includes(secret)) return 'more'
  return isMissingSome(trimmed, secret) ? 'missing' : 'other'
}

/** The secret with some of its characters left out, and at least half of it there. */
function isMissingSome(part: string, whole: string): boolean {
  if (part.length >= whole.length || part.length * 2 < whole.length) return false
  let at = 0
  for (const sign of whole) if (sign === part[at]) at += 1
  return at === part.length
}
