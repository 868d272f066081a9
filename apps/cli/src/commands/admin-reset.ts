import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
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
  const { password } = await withManager(settings, (manager) => resetAdministrator(manager, name))
  terminal.say(`${name} has a new password; every session of theirs has ended, and their second factor is removed.`)
  if (settings.passwordFile === undefined || settings.passwordFile === '-') terminal.say(`Password: ${password}`)
  else {
    writePrivateFile(resolve(settings.passwordFile), `${password}\n`)
    terminal.say(`It is in ${settings.passwordFile}.`)
  }
  return 0
}
