import { lstatSync, readFileSync, rmSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { makeFolder, writePrivateFile } from '@latchkey/database'
import { Stop } from '../stop.ts'

/** Scripts wait for this file: it is there, and whole, exactly while both listen. */
export function createReadyFile(path: string | undefined) {
  const file = path === undefined ? undefined : resolve(path)
  if (file !== undefined) refuseForeign(file)
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
        makeFolder(dirname(file))
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

const longest = 4096

/** It is removed, so it must be one of ours, or one that was made empty for us. */
function refuseForeign(file: string): void {
  const status = lstatSync(file, { throwIfNoEntry: false })
  if (status === undefined || (status.isFile() && status.size <= longest && isOurs(readFileSync(file, 'utf8')))) return
  throw new Stop(`${file} of --ready-file is there already and is no ready file: choose another, or remove it.`)
}

const isOurs = (content: string): boolean => content === '' || content.startsWith('{"console":"')
