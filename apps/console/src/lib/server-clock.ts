let skew: number | undefined

/** How far the server's clock is ahead of this one; answers carry it by the second. */
export function noteServerTime(date: string | null, now: number): void {
  const told = date === null ? Number.NaN : Date.parse(date)
  // The header is cut to the second: half of one is the likeliest rest.
  if (Number.isFinite(told)) skew = told + 500 - now
}

export const serverNow = (): number => Date.now() + (skew ?? 0)

export const clockSkewMs = (): number => skew ?? 0
