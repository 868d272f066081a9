/** A day such as 2026-11-21 begins and ends where the viewer is. */
export const startOfDay = (day: string | undefined): number | undefined =>
  day === undefined ? undefined : new Date(`${day}T00:00:00`).getTime()

export function endOfDay(day: string | undefined): number | undefined {
  if (day === undefined) return undefined
  const next = new Date(`${day}T00:00:00`)
  next.setDate(next.getDate() + 1)
  // Where the clocks went forward at midnight, this day began at one.
  next.setHours(0, 0, 0, 0)
  return next.getTime()
}
