import { Visitor } from 'rolldown/utils'
import { filesOf, occurrences } from './files.ts'
import { sourcesOf, type Source } from './sources.ts'

const suppression =
  /@ts-(?:ignore|expect-error|nocheck)|(?:oxlint|eslint)-disable|v8 ignore|istanbul ignore|knipignore|oxfmt-ignore|prettier-ignore/
const reason = / -- \S/
const unfinished = /\b(?:TODO|FIXME|XXX)\b/
const runners = new Set(['test', 'it', 'describe', 'suite'])
const notRun = new Set(['skip', 'skipIf', 'runIf', 'only', 'todo', 'fixme', 'fails', 'fail'])

/** Nothing is silenced without a reason beside it, nothing is left for later in the sources, and no test is left out. */
export function checkSuppressions(root: string): string[] {
  const others = filesOf(root).filter((path) => /\.(?:css|html|ya?ml|sh)$/.test(path) && path !== 'pnpm-lock.yaml')
  return [
    ...sourcesOf(root).flatMap((source) => [...inComments(source), ...inCode(source)]),
    ...others.flatMap((path) => occurrences(root, path, unfinished).map(({ at }) => `${at}: ${laterIsNever}`)),
  ]
}

const laterIsNever = 'unfinished work is written down as an issue, not in the sources'

function inComments({ comments, at }: Source): string[] {
  return comments.flatMap((comment) => {
    const [silenced] = suppression.exec(comment.value) ?? []
    if (silenced !== undefined && !reason.test(comment.value))
      return [`${at(comment)}: ${silenced} needs its reason on the same line, after " -- "`]
    return unfinished.test(comment.value) ? [`${at(comment)}: ${laterIsNever}`] : []
  })
}

function inCode({ program, at }: Source): string[] {
  const found: string[] = []
  new Visitor({
    TSAsExpression: (node) => {
      if (node.typeAnnotation.type === 'TSAnyKeyword')
        found.push(`${at(node)}: "as any" turns the types off; narrow an unknown instead`)
    },
    MemberExpression: (node) => {
      if (node.property.type !== 'Identifier' || !notRun.has(node.property.name) || !isRunner(node.object)) return
      found.push(`${at(node)}: .${node.property.name} leaves tests out; a test runs, or it fails with what is missing`)
    },
  }).visit(program)
  return found
}

function isRunner(node: { type: string; name?: unknown; object?: unknown }): boolean {
  if (node.type === 'Identifier') return typeof node.name === 'string' && runners.has(node.name)
  return node.type === 'MemberExpression' && isRunner(node.object as { type: string })
}
