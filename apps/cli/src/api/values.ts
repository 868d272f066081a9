import { printable } from '../settings.ts'
import { UsageError } from '../stop.ts'
import type { Field } from './fields.ts'

/** The text of a flag as the value that goes on the wire. What is allowed beyond its kind, the manager says. */
export function valueOf(field: Field, text: string, name = `--${field.name}`): unknown {
  const { kind, ofNumbers } = field
  switch (kind) {
    case 'flag':
      if (text !== 'true' && text !== 'false') throw wrong(name, text, 'true or false')
      return text === 'true'
    case 'number':
      return integer(name, text)
    case 'moment':
      return momentOf(name, text)
    case 'list':
      return (text === '' ? [] : text.split(',')).map((item) => (ofNumbers ? integer(name, item) : item))
    case 'text':
    case 'choice':
    case 'structure':
    case 'password':
      return text
  }
}

export const allowedMoment = 'a moment with its zone, such as 2026-12-31T23:59:59Z, or milliseconds since 1970'
const moment = /^(\d{4}-\d\d-\d\d)T\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:\d\d)$/

function momentOf(name: string, text: string): number {
  // A year alone is no number of milliseconds that anybody means.
  if (/^(0|\d{12,16})$/.test(text)) return Number(text)
  const [, day = ''] = moment.exec(text) ?? []
  const ms = Date.parse(text)
  if (day === '' || Number.isNaN(ms) || !isDay(day)) throw wrong(name, text, allowedMoment)
  return ms
}

// A 30th of February would be read as a day of March.
function isDay(day: string): boolean {
  const ms = Date.parse(`${day}T00:00:00Z`)
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(day)
}

function integer(name: string, text: string): number {
  const value = Number(text)
  if (!/^-?\d{1,16}$/.test(text) || !Number.isSafeInteger(value)) throw wrong(name, text, 'a whole number')
  return value
}

const wrong = (name: string, text: string, allowed: string): UsageError =>
  new UsageError(`${name} is "${printable(text)}", but must be ${allowed}.`)
