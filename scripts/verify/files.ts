import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

const notOurs = new Set(['node_modules', 'dist', 'coverage', 'test-results', 'playwright-report', '.git', '.toolchain'])

/** Every file that is or would be committed, relative to the root, with forward slashes. */
export function filesOf(root: string): string[] {
  const found = existsSync(join(root, '.git')) ? filesKnownToGit(root) : filesOnDisk(root)
  return found.filter((path) => statSync(join(root, path), { throwIfNoEntry: false })?.isFile() === true).toSorted()
}

export const codeOf = (root: string): string[] => filesOf(root).filter((path) => /\.[cm]?[jt]sx?$/.test(path))

export const textOf = (root: string, path: string): string => readFileSync(join(root, path), 'utf8')

/** The places where a pattern occurs, as `path:line`, with the line they are on. */
export function occurrences(root: string, path: string, pattern: RegExp): { at: string; line: string }[] {
  const lines = textOf(root, path).split('\n')
  return lines.flatMap((line, index) => (pattern.test(line) ? [{ at: `${path}:${index + 1}`, line: line.trim() }] : []))
}

export const isTest = (path: string): boolean => /(?:\.test|\.spec|\.nightly|-for-tests|-under-test)\.tsx?$/.test(path)

function filesKnownToGit(root: string): string[] {
  const given = ['ls-files', '-z', '--cached', '--others', '--exclude-standard']
  return execFileSync('git', given, { cwd: root, encoding: 'utf8', maxBuffer: 64 << 20 })
    .split('\0')
    .filter((path) => path !== '')
}

// A source archive has no .git; the trees of our own tests have none either.
function filesOnDisk(root: string, folder = ''): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return notOurs.has(entry.name) ? [] : filesOnDisk(root, path)
    return entry.isFile() ? [path] : []
  })
}
