import { existsSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { makePrivateFolder, openDatabase, writePrivateFile } from '@latchkey/database'
import { Stop } from '../stop.ts'

const marker = 'latchkey-demo'

/** The demo begins anew at every start; only a folder that a demo made is ever removed. */
export async function renewDemoFolder(folder: string): Promise<void> {
  if (existsSync(folder) && readdirSync(folder).length > 0) {
    if (!existsSync(join(folder, marker)))
      throw new Stop(`${folder} is not from a demo, and a demo would remove it: choose another folder with --data.`)
    await refuseWhileInUse(folder)
    rmSync(folder, { recursive: true, force: true })
  }
  makePrivateFolder(folder)
  writePrivateFile(join(folder, marker), 'Removed and made new at every start with --demo.\n')
}

async function refuseWhileInUse(folder: string): Promise<void> {
  const file = join(folder, 'manager.sqlite')
  if (!existsSync(file)) return
  const database = await openDatabase({ url: `sqlite:${file}`, schema: 'manager' })
  await database.close()
}
