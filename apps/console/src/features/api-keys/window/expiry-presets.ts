import { endOfDay, momentsOf, wallTimeAt } from '../../../lib/zoned-time.ts'

const hourMs = 3_600_000
const dayMs = 24 * hourMs

const lengths = [
  ['presetHour', hourMs],
  ['presetHours8', 8 * hourMs],
  ['presetDay', dayMs],
  ['presetDays14', 14 * dayMs],
  ['presetDays30', 30 * dayMs],
  ['presetDays90', 90 * dayMs],
] as const

interface Preset {
  readonly name: (typeof lengths)[number][0] | 'presetYear'
  readonly ms: number
}

export function presetsAt(now: number, timeZone: string): readonly Preset[] {
  const [year = ''] = wallTimeAt(now, timeZone).date.split('-')
  const end = momentsOf({ date: `${year}-12-31`, time: endOfDay }, timeZone)
  return [
    ...lengths.map(([name, ms]) => ({ name, ms: now + ms })),
    ...(end.kind === 'one' ? [{ name: 'presetYear' as const, ms: end.ms }] : []),
  ]
}
