import { existsSync, renameSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { reserveSecretFile } from '../api/secret-file.ts'
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
  const reset = async () => (await withManager(settings, (manager) => resetAdministrator(manager, name))).password
  const password = file === undefined ? await reset() : await keptIn(file, reset)
  terminal.say(`${name} has a new password; every session of theirs has ended, and their second factor is removed.`)
  terminal.say(file === undefined ? `Password: ${password}` : `It is in ${file}.`)
  return 0
}

/** Its place on the disk is taken before anything changes: a password that nobody holds would lock its user out. */
async function keptIn(file: string, reset: () => Promise<string>): Promise<string> {
  const beside = `${resolve(file)}.${process.pid}.tmp`
  const reserved = reserve(file, beside)
  try {
    const password = await reset()
    reserved.keep(password, undefined)
    renameSync(beside, resolve(file))
    return password
  } finally {
    reserved.close()
  }
}

function reserve(file: string, beside: string) {
  try {
    if (statSync(file, { throwIfNoEntry: false })?.isDirectory() === true) throw new Error('it is a folder')
    return reserveSecretFile(beside, () => 'latchkey admin reset')
  } catch (error) {
    const reason = error instanceof Stop ? error.cause : error
    const why = reason instanceof Error ? reason.message : 'unknown'
    throw new UsageError(`The file ${file} of --password-file cannot be written: ${why}. Nothing was changed.`)
  }
}
