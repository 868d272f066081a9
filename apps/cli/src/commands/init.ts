import { createFirstAdministrator, hasAdministrator } from '../serve/manager-part.ts'
import { commandOn, type Settings } from '../settings.ts'
import { Stop, UsageError } from '../stop.ts'
import type { Terminal } from '../terminal/terminal.ts'
import { readPassword } from './password-file.ts'
import { withManager } from './with-manager.ts'

export async function init(settings: Settings, terminal: Terminal): Promise<number> {
  const { admin, passwordFile } = settings
  if (admin === undefined) throw new UsageError('init needs --admin NAME: the user name of the first administrator.')
  if (passwordFile === undefined)
    throw new UsageError('init needs --password-file FILE: its first line is the password, and - is standard input.')
  const password = readPassword(passwordFile, terminal)
  await withManager(settings, async (manager) => {
    if (await hasAdministrator(manager))
      throw new Stop(
        `There is an administrator already; "${commandOn(settings, 'admin reset NAME')}" gives one a new password.`,
      )
    await createFirstAdministrator(manager, { userName: admin, password })
  })
  terminal.say(`${admin} is the first administrator. Start with: ${commandOn(settings, 'start')}`)
  return 0
}
