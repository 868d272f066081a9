import { filesOf, occurrences, textOf } from './files.ts'

const locks = /(?:^|\/)(?:pnpm-lock\.yaml|package-lock\.json)$/
const lockAddress = /https?:\/\/|\btarball:|"resolved"/
const registryHost = /\bregistry\.[a-z0-9-]+\.[a-z]+|\bnpm\.pkg\.github\.com|\bnpmmirror\.com/
const machinePath = /(?<![\w.)}~-])\/(?:work|root)\//

/** What is installed comes from the registry the machine is set to, and nothing tells on whose machine it was written. */
export function checkAddresses(root: string): string[] {
  return filesOf(root).flatMap((path) => {
    if (textOf(root, path).includes('\0')) return []
    const find = (pattern: RegExp, words: string) =>
      occurrences(root, path, pattern).map(({ at, line }) => `${at}: ${words}: ${line.slice(0, 80)}`)
    return [
      ...(locks.test(path) ? find(lockAddress, 'a lock file holds versions and hashes and no address') : []),
      ...find(registryHost, 'a registry is chosen by the machine that installs, so none is named here'),
      ...find(machinePath, "a path of a developer's machine"),
    ]
  })
}
