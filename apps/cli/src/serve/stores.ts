import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { isLoopback } from '@latchkey/server/addresses'
import type { Settings } from '../settings.ts'

type Stored = Pick<Settings, 'databaseUrl' | 'dataFolder'>

/** Two stores that know nothing of each other: two files, or two schemas of one PostgreSQL. */
export const databaseUrlOf = ({ databaseUrl, dataFolder }: Stored, schema: 'manager' | 'console'): string =>
  databaseUrl ?? `sqlite:${join(dataFolder, `${schema}.sqlite`)}`

export const keysFolder = ({ dataFolder }: Pick<Stored, 'dataFolder'>): string => join(dataFolder, 'keys')

/** Why a store that turns out to be empty may be another than was meant; to be asked before it is opened. */
export function storeLeftBehind({ databaseUrl, dataFolder }: Stored): string | undefined {
  const file = join(dataFolder, 'manager.sqlite')
  const isThere = existsSync(file)
  if (databaseUrl !== undefined)
    return isThere
      ? `This database is empty. What was kept here before is in ${file}, which is not read while a database URL is given.`
      : undefined
  return !isThere && existsSync(keysFolder({ dataFolder }))
    ? `${file} was missing although its keys are there, so an empty one was made. If you had keys here, stop now, put the file back or give the database URL you had, and start again.`
    : undefined
}

const checkedModes = ['prefer', 'require', 'verify-ca', 'verify-full']

/** Where names, digests and the password of the store itself would be read by whoever listens. */
export function openWay({ databaseUrl }: Pick<Stored, 'databaseUrl'>): string | undefined {
  if (databaseUrl === undefined) return undefined
  const { hostname, searchParams } = new URL(databaseUrl)
  const host = searchParams.get('host') ?? hostname
  if (host === '' || host.startsWith('/') || isLoopback(host)) return undefined
  if (checkedModes.includes(searchParams.get('sslmode') ?? '') || searchParams.get('ssl') === 'true') return undefined
  return `The way to PostgreSQL at ${host} is not protected: anyone on it can read along. Add sslmode=verify-full to the database URL.`
}
