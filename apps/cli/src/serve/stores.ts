import { join } from 'node:path'
import type { Settings } from '../settings.ts'

type Stored = Pick<Settings, 'databaseUrl' | 'dataFolder'>

/** Two stores that know nothing of each other: two files, or two schemas of one PostgreSQL. */
export const databaseUrlOf = ({ databaseUrl, dataFolder }: Stored, schema: 'manager' | 'console'): string =>
  databaseUrl ?? `sqlite:${join(dataFolder, `${schema}.sqlite`)}`

export const keysFolder = ({ dataFolder }: Stored): string => join(dataFolder, 'keys')
