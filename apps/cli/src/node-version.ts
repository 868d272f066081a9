const oldest = [24, 14, 1] as const

/** Before anything is loaded that an older one does not have: its own complaint would be of a module nobody knows. */
export function refusalOfNode(version: string): string | undefined {
  const given = version.split('.').map(Number)
  const at = oldest.findIndex((part, index) => part !== given[index])
  if (at === -1 || (given[at] ?? 0) > (oldest[at] ?? 0)) return undefined
  return `this is Node ${version}, and ${oldest.join('.')} or later is needed.`
}
