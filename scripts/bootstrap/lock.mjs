import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'

/**
 * A process number is used again; together with the time it began it is not.
 * @typedef {{ pid: number, began: string | undefined }} Process
 * @typedef {Process & { child?: Process }} Holder
 */

/**
 * One at a time: a second start waits, and takes over when the holder has died.
 * @param {string} file
 * @param {(recordChild: (pid: number) => void) => Promise<void>} work
 */
export async function withLock(file, work) {
  await take(file)
  try {
    await work((pid) => write(file, { ...myself(), child: processOf(pid) }))
  } finally {
    if (isSame(holderOf(file), myself())) rmSync(file, { force: true })
  }
}

/** @param {string} file */
async function take(file) {
  let told = false
  while (!create(file)) {
    const holder = holderOf(file)
    if (holder === undefined) continue
    if (!isAlive(holder) && endChildOf(holder)) {
      removeLockOf(holder, file)
      continue
    }
    if (!told)
      process.stderr.write(`Another start (process ${holder.pid}) is preparing this folder; waiting for it …\n`)
    told = true
    await wait(100)
  }
}

/**
 * Written beside and linked, so that nobody reads a lock without a holder.
 * @param {string} file
 */
function create(file) {
  const beside = `${file}.${process.pid}.tmp`
  writeFileSync(beside, JSON.stringify(myself()))
  try {
    linkSync(beside, file)
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false
    throw error
  } finally {
    rmSync(beside, { force: true })
  }
}

/**
 * @param {string} file
 * @param {Holder} holder
 */
function write(file, holder) {
  const beside = `${file}.${process.pid}.tmp`
  writeFileSync(beside, JSON.stringify(holder))
  renameSync(beside, file)
}

/**
 * @param {string} file
 * @returns {Holder | undefined}
 */
function holderOf(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    // The machine stopped before the content reached the disk.
    if (error instanceof SyntaxError) return { pid: 0, began: undefined }
    throw error
  }
}

/**
 * An installer that outlived its start would write into the same folders as the next one.
 * @param {Holder} holder
 * @returns {boolean} whether it is gone
 */
function endChildOf({ child }) {
  if (child === undefined || !isAlive(child)) return true
  if (child.began !== undefined) process.kill(-child.pid, 'SIGKILL')
  return false
}

/**
 * Moved aside and looked at first: another start may have replaced the dead holder a moment ago.
 * @param {Holder} dead
 * @param {string} file
 */
function removeLockOf(dead, file) {
  const aside = `${file}.${process.pid}.tmp`
  try {
    renameSync(file, aside)
    if (!isSame(holderOf(aside), dead)) linkSync(aside, file)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'EEXIST')))
      throw error
  } finally {
    rmSync(aside, { force: true })
  }
}

/**
 * @param {Process | undefined} one
 * @param {Process} other
 */
const isSame = (one, other) => one?.pid === other.pid && one.began === other.began

const myself = () => processOf(process.pid)

/**
 * @param {number} pid
 * @returns {Process}
 */
const processOf = (pid) => ({ pid, began: statOf(pid)?.began })

/** @param {Process} process_ */
export function isAlive({ pid, began }) {
  if (pid <= 0) return false
  try {
    process.kill(pid, 0)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EPERM')) return false
  }
  const stat = statOf(pid)
  // Where nobody collects the dead, as in many containers, they stay listed as Z.
  return stat?.state !== 'Z' && (began === undefined || stat?.began === began)
}

/** @param {number} pid */
function statOf(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return { state: fields[0], began: fields[19] }
  } catch {
    // Not Linux, or just gone: the number alone has to do.
    return undefined
  }
}
