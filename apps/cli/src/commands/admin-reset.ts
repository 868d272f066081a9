import { accessSync, constants, existsSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { writePrivateFile } from '@latchkey/database'
import { resetAdministrator } from '../serve/manager-part.ts'
import type { Settings } from '../settings.ts'
import { Stop, UsageError } from '../stop.ts'
import type { Terminal } from '../terminal/terminal.ts'
import { withManager } from './with-manager.ts'

export async function adminReset(settings: Settings, terminal: Terminal, name?: string): Promise<number> {
  if (name === undefined || name === '')
    throw new UsageError('admin reset needs the name of an administrator: latchkey admin reset NAME.')
  if (settings.databaseUrl === undefined && !existsSync(join(settings.dataFolder, 'manager.sqlite')))
    throw new Stop(`There is no manager in ${settings.dataFolder}: name its folder with --data.`)
  const file = settings.passwordFile === '-' ? undefined : settings.passwordFile
  if (file !== undefined) refuseUnwritable(file)
  const { password } = await withManager(settings, (manager) => resetAdministrator(manager, name))
  terminal.say(`${name} has a new password; every session of theirs has ended, and their second factor is removed.`)
  if (file === undefined) terminal.say(`Password: ${password}`)
  else {
    writePrivateFile(resolve(file), `${password}\n`)
    terminal.say(`It is in ${file}.`)
  }
  return 0
}

// Asked before anything changes: a password that nobody holds would lock its user out.
function refuseUnwritable(file: string): void {
  try {
    if (statSync(file, { throwIfNoEntry: false })?.isDirectory() === true) throw new Error('it is a folder')
    accessSync(dirname(resolve(file)), constants.W_OK)
  } catch (error) {
    const why = error instanceof Error ? error.message : 'unknown'
    throw new UsageError(`The file ${file} of --password-file cannot be written: ${why}. Nothing was changed.`)
  }
}
