import { readFileSync } from 'node:fs'
import { UsageError } from './stop.ts'

/** The authority of a manager's certificate, in PEM form. */
export function readAuthority(file: string): string {
  try {
    const text = readFileSync(file, 'utf8')
    if (text.includes('-----BEGIN CERTIFICATE-----')) return text
  } catch (error) {
    throw new UsageError(
      `The file ${file} of --manager-ca cannot be read: ${error instanceof Error ? error.message : ''}.`,
    )
  }
  throw new UsageError(`The file ${file} of --manager-ca holds no certificate in PEM form.`)
}
