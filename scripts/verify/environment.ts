import { Visitor } from 'rolldown/utils'
import { isTest } from './files.ts'
import { importsOf, sourcesOf, type Source } from './sources.ts'

const tools = /^(?:scripts\/|packages\/testing\/|(?:apps\/console\/)?[^/]+\.config\.ts$|apps\/console\/e2e\/)/
const readers = new Set(['apps/cli/src/settings.ts'])
const listeners = new Set(['apps/cli/src/serve/listen.ts'])

/** One file reads the environment and one opens ports; everything else is handed what it needs. */
export function checkEnvironment(root: string): string[] {
  return sourcesOf(root)
    .filter(({ path }) => !tools.test(path) && !isTest(path))
    .flatMap(inSource)
}

function inSource(source: Source): string[] {
  const { path, program, at } = source
  const found: string[] = []
  const readsIt = `the environment is read only in ${[...readers].join(', ')}; take the value as a parameter`
  if (!readers.has(path))
    for (const taken of importsOf(source)) if (taken.specifier === 'node:process') found.push(`${taken.at}: ${readsIt}`)
  new Visitor({
    MemberExpression: (node) => {
      const { object, property } = node
      const isProcess = (object.type === 'Identifier' && object.name === 'process') || isNamed(object, 'process')
      if (isProcess && isNamed(node, 'env') && !readers.has(path)) found.push(`${at(property)}: ${readsIt}`)
    },
    VariableDeclarator: ({ init, id }) => {
      if (init?.type !== 'Identifier' || init.name !== 'process' || id.type !== 'ObjectPattern' || readers.has(path))
        return
      found.push(`${at(id)}: ${readsIt}`)
    },
    CallExpression: ({ callee }) => {
      if (isNamed(callee, 'listen') && !listeners.has(path))
        found.push(`${at(callee)}: ports are opened only in ${[...listeners].join(', ')}`)
    },
  }).visit(program)
  return found
}

function isNamed(node: { type: string; property?: unknown }, name: string): boolean {
  if (node.type !== 'MemberExpression') return false
  const { name: plain, value } = node.property as { name?: unknown; value?: unknown }
  return plain === name || value === name
}
