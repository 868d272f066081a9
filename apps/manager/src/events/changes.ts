type Plain = string | number | boolean | readonly number[] | undefined
type Properties = Readonly<Record<string, Plain>>

const lengthMax = 60

/** Which properties changed, from what to what, for whoever reads the event; the two have the same names. */
export function changesOf(before: Properties, after: Properties): string {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])]
  return names
    .filter((name) => said(before[name], Infinity) !== said(after[name], Infinity))
    .map((name) => `${name}: ${said(before[name])} → ${said(after[name])}`)
    .join('; ')
}

/** Long texts, such as terms and conditions, are not repeated whole. */
export function said(value: Plain, max = lengthMax): string {
  const text = value === undefined ? 'none' : typeof value === 'object' ? `[${value.join(', ')}]` : String(value)
  return text.length > max ? `${text.slice(0, max)}…` : text
}
