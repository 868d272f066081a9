const formats = new Map<string, Intl.DateTimeFormat | undefined>()

/** As the product writes it: UTC+9.00, UTC-4.00, DST. */
export function utcOffset(timeZone: string, now: number): string {
  const minutes = offsetMinutes(timeZone, now)
  const year = new Date(now).getUTCFullYear()
  const standard = Math.min(
    offsetMinutes(timeZone, Date.UTC(year, 0, 1)),
    offsetMinutes(timeZone, Date.UTC(year, 6, 1)),
  )
  const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60]
  return `UTC${minutes < 0 ? '-' : '+'}${hours}.${String(rest).padStart(2, '0')}${minutes > standard ? ', DST' : ''}`
}

function offsetMinutes(timeZone: string, time: number): number {
  const name = formatOf(timeZone)
    ?.formatToParts(time)
    .find(({ type }) => type === 'timeZoneName')?.value
  const [, sign = '+', hours = '0', minutes = '0'] = /GMT([+-])(\d+):(\d+)/.exec(name ?? '') ?? []
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes))
}

// Making a format is slow; there are no more of them than time zones.
function formatOf(timeZone: string): Intl.DateTimeFormat | undefined {
  if (!formats.has(timeZone)) formats.set(timeZone, makeFormat(timeZone))
  return formats.get(timeZone)
}

// A few old names that the product knows are not in the runtime's own list.
function makeFormat(timeZone: string): Intl.DateTimeFormat | undefined {
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' })
  } catch {
    return undefined
  }
}
