import { extname } from 'node:path'
import { parseSync, Visitor } from 'rolldown/utils'
import { codeOf, textOf } from './files.ts'

type Parsed = ReturnType<typeof parseSync>

/** A source file as its parser sees it, so that what stands in a string or a comment is never taken for code. */
export interface Source {
  readonly path: string
  readonly program: Parsed['program']
  readonly comments: Parsed['comments']
  readonly text: string
  /** `path:line` of a piece of it. */
  readonly at: (piece: { start: number }) => string
}

export interface Import {
  readonly specifier: string
  readonly at: string
  /** Known only while running. */
  readonly computed: boolean
}

const read = new Map<string, readonly Source[]>()

export function sourcesOf(root: string): readonly Source[] {
  const sources = read.get(root) ?? codeOf(root).map((path) => sourceOf(path, textOf(root, path)))
  read.set(root, sources)
  return sources
}

function sourceOf(path: string, text: string): Source {
  const { program, comments, errors } = parseSync(path, text, { lang: languageOf(path) })
  if (errors[0] !== undefined) throw new Error(`${path} cannot be parsed: ${errors[0].message}`)
  return { path, program, comments, text, at: ({ start }) => `${path}:${text.slice(0, start).split('\n').length}` }
}

export function importsOf({ program, text, at }: Source): Import[] {
  const imports = new Map<string, Import>()
  const add = (from: { start: number; end: number; value?: unknown } | null) => {
    if (from === null) return
    const computed = typeof from.value !== 'string'
    const specifier = typeof from.value === 'string' ? from.value : text.slice(from.start, from.end)
    if (!imports.has(specifier)) imports.set(specifier, { specifier, at: at(from), computed })
  }
  new Visitor({
    ImportDeclaration: ({ source }) => add(source),
    ExportAllDeclaration: ({ source }) => add(source),
    ExportNamedDeclaration: ({ source }) => add(source),
    ImportExpression: ({ source }) => add(source),
    TSImportType: ({ source }) => add(source),
  }).visit(program)
  return [...imports.values()]
}

function languageOf(path: string) {
  if (path.endsWith('.d.ts')) return 'dts'
  const languages = { '.tsx': 'tsx', '.ts': 'ts', '.mts': 'ts', '.cts': 'ts', '.jsx': 'jsx' } as const
  const extension = extname(path)
  return extension in languages ? languages[extension as keyof typeof languages] : 'js'
}
