import { Refusal } from '@latchkey/contract'
import { createLogger } from '@latchkey/server'
import { openManager, type OpenedManager } from '../serve/manager-part.ts'
import type { Settings } from '../settings.ts'
import { Stop } from '../stop.ts'
import { knownReason } from './known-reason.ts'

/** For work on a manager that is stopped: on SQLite the file's lock says which process still holds it. */
export async function withManager<Result>(
  settings: Settings,
  work: (manager: OpenedManager) => Promise<Result>,
): Promise<Result> {
  const manager = await knownReason(openManager(settings, createLogger({ write: () => undefined, level: 'silent' })))
  try {
    return await knownReason(work(manager))
  } catch (error) {
    if (error instanceof Refusal) throw new Stop(error.message, 1, error)
    throw error
  } finally {
    await manager.database.close()
  }
}
