import { mkdirSync, rmSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { writePrivateFile } from '@latchkey/database'
import { Stop } from '../stop.ts'

/** Scripts wait for this file: it is there, and whole, exactly while both listen. */
export function createReadyFile(path: string | undefined) {
  const file = path === undefined ? undefined : resolve(path)
  const remove = (): void => {
    if (file !== undefined) rmSync(file, { force: true })
  }
  let ours = false
  return {
    /** What a killed start left would be taken for ours. */
    removeStale: (): void => {
      if (!ours) remove()
    },
    removeOurs: (): void => {
      if (ours) remove()
    },
    write: (content: unknown): void => {
      if (file === undefined) return
      ours = true
      try {
        mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
        writePrivateFile(file, `${JSON.stringify(content)}\n`)
      } catch (error) {
        throw new Stop(
          `The file ${file} of --ready-file cannot be written: ${error instanceof Error ? error.message : ''}.`,
          1,
          error,
        )
      }
    },
  }
}
