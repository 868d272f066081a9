const network =
  /\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET_TIMEOUT|UND_ERR_CONNECT_TIMEOUT|fetch failed)\b/
const unwritable = /\b(?:EACCES|EROFS|EPERM)\b[^\n]*?'([^'\n]+)'/

/** An installer that stopped, with the last of what it said. */
export class InstallerFailed extends Error {
  /**
   * @param {string} program
   * @param {number | string | null} ending
   * @param {string} output
   */
  constructor(program, ending, output) {
    super(`${output.trim()}\n${program} stopped with ${ending}: the reason stands above.`)
  }
}

/**
 * @param {unknown} error
 * @param {string} root
 */
export function sentenceFor(error, root) {
  // What was tried again is not why it stopped.
  const text = (error instanceof Error ? error.message : String(error)).replace(/^.*Will retry.*\n/gm, '')
  if (/\bENOSPC\b/.test(text))
    return `The disk is full, that of ${root} or of your home folder: free some space and run the command again.`
  const place = unwritable.exec(text)?.[1]
  if (place !== undefined)
    return `${place.startsWith(`${root}/.toolchain`) ? root : place} cannot be written: give your user the right to write there, or clone into a folder of your own, and run the command again.`
  if (network.test(text))
    return 'The package registry cannot be reached: check the network and the proxy settings, and run the command again.'
  if (/\bexec: npm: not found\b/.test(text))
    return 'npm was not found: install the npm that comes with Node and run the command again.'
  return text
}
