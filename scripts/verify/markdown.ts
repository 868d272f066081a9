import { existsSync, globSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { filesOf, textOf } from './files.ts'

const topFolders = /^(?:\.\/)?(?:apps|packages|scripts|docs|\.ci)\//
const made = /(?:^|\/)(?:dist|node_modules|coverage|test-results)(?:\/|$)/

/** A guide that names a dead path misleads its reader; every path in a Markdown file exists. */
export function checkMarkdown(root: string): string[] {
  return filesOf(root)
    .filter((path) => path.endsWith('.md'))
    .flatMap((path) => {
      const lines = withoutFences(textOf(root, path)).split('\n')
      return lines.flatMap((line, index) =>
        [
          ...linksIn(line).filter((link) => !existsSync(join(root, link.startsWith('/') ? '' : dirname(path), link))),
          ...pathsIn(line).filter((named) => !isThere(root, named)),
        ].map((dead) => `${path}:${index + 1}: ${dead} does not exist`),
      )
    })
}

const withoutFences = (text: string): string =>
  text.replaceAll(/^```.*?^```/gms, (block) => block.replaceAll(/[^\n]/g, ''))

function linksIn(line: string): string[] {
  const links = [...line.matchAll(/\]\(<?([^)\s>]+)>?(?:\s+"[^"]*")?\)/g)].map(([, target = '']) =>
    decodeURI(target.replace(/#.*$/, '')),
  )
  return links.filter((target) => target !== '' && !/^[a-z][a-z+.-]*:/i.test(target))
}

function pathsIn(line: string): string[] {
  const code = [...line.matchAll(/`([^`]+)`/g)].map(([, named = '']) => named)
  return code.filter((named) => topFolders.test(named) && !/[\s<>…$]/.test(named) && !made.test(named))
}

const isThere = (root: string, named: string): boolean =>
  /[*{]/.test(named) ? globSync(named, { cwd: root }).length > 0 : existsSync(join(root, named))
