import { existsSync } from 'node:fs'
import { basename, dirname, join, normalize } from 'node:path'
import { isTest, textOf } from './files.ts'
import { importsOf, sourcesOf, type Import } from './sources.ts'
import { places, testPackages, type Place } from './places.ts'

interface Module {
  readonly path: string
  readonly imports: readonly Import[]
}

const bags = /(?:^|\/)(utils|helpers|common|shared|types)\//

/** Arrows go one way, deny by default; a package is entered only by its exports, and no file reaches itself. */
export function checkImports(root: string): string[] {
  const modules = sourcesOf(root).map((source) => ({ path: source.path, imports: importsOf(source) }))
  return [
    ...modules.flatMap((module) => refusedIn(root, module)),
    ...modules.flatMap(({ path }) => bagIn(path)),
    ...cyclesIn(root, modules),
  ]
}

function refusedIn(root: string, { path, imports }: Module): string[] {
  const place = placeOf(path)
  if (place === undefined)
    return [
      `${path}: no place of the house covers this file; put it into one, or add the place to scripts/verify/places.ts`,
    ]
  return imports.flatMap(({ specifier, at, computed }) => {
    if (computed)
      return place.name === 'scripts'
        ? []
        : [`${at} imports ${specifier}: name the file, so that the rules can be checked`]
    const reason = specifier.startsWith('.')
      ? refusedFile(path, place, specifier)
      : refusedPackage(root, path, place, specifier)
    return reason === undefined ? [] : [`${at} imports '${specifier}': ${reason}`]
  })
}

function refusedPackage(root: string, path: string, place: Place, specifier: string): string | undefined {
  const allowed = isTest(path) && place.sealed === undefined ? packagesOfTests(path, place) : place.packages
  if (!allowed.some((name) => covers(name, specifier)))
    return `${place.name} may import ${listed(allowed)} (scripts/verify/places.ts)`
  return entryOf(root, specifier) === 'closed' ? `the package does not list it in its exports` : undefined
}

function refusedFile(path: string, place: Place, specifier: string): string | undefined {
  const target = fileMeant(path, specifier)
  if (unitOf(target) !== unitOf(path))
    return 'a relative path may not leave its app or package; enter another by its exports'
  if (target === `${unitOf(path)}/package.json` || (place.name === 'scripts' && target === 'package.json'))
    return undefined
  const other = placeOf(target)
  if (other === undefined) return 'it lies in no place of the house'
  if (isTest(target) && !isTest(path) && place.name !== 'testing')
    return 'what is made for tests is no part of the product'
  const from = featureOf(place, path)
  const to = featureOf(other, target)
  if (from !== undefined && to !== undefined && from !== to)
    return `feature ${from} may not import feature ${to}; the app hands in what it needs`
  const beside = isTest(path) && place.sealed === undefined
  if (other === place || beside || place.places?.includes(other.name) === true) return undefined
  return `${place.name} may import of its app ${listed(place.places ?? [])}, and this is ${other.name}`
}

function bagIn(path: string): string[] {
  const [, name] = bags.exec(path) ?? []
  return name === undefined ? [] : [`${path}: a folder named ${name} says nothing; name it after what it holds`]
}

const placeOf = (path: string): Place | undefined => places.find(({ files }) => files.test(path))
const featureOf = ({ files }: Place, path: string): string | undefined => files.exec(path)?.groups?.['feature']
const fileMeant = (from: string, specifier: string): string =>
  normalize(join(dirname(from), specifier.replace(/\?.*$/, '')))
const listed = (names: readonly string[]): string => (names.length === 0 ? 'nothing' : `only ${names.join(', ')}`)

/** The app or package a file belongs to; everything else is one unit. */
const unitOf = (path: string): string => /^(?:apps|packages)\/[^/]+/.exec(path)?.[0] ?? '.'

// The names of places begin with the name of their app or package.
function packagesOfTests(path: string, place: Place): string[] {
  const beside = places.filter(({ name }) => name.split('/')[0] === basename(unitOf(path)))
  return [...new Set([...place.packages, ...beside.flatMap(({ packages }) => packages), ...testPackages])]
}

const covers = (name: string, specifier: string): boolean =>
  name === 'node:' ? specifier.startsWith('node:') : specifier === name || specifier.startsWith(`${name}/`)

/** The file behind one of our packages, `closed` when its exports do not name it, undefined when the package is not ours. */
function entryOf(root: string, specifier: string): string | undefined {
  const [, name, rest = ''] = /^@latchkey\/([^/]+)(.*)$/.exec(specifier) ?? []
  if (name === undefined) return undefined
  const folder = ['packages', 'apps']
    .map((kind) => `${kind}/${name}`)
    .find((path) => existsSync(join(root, path, 'package.json')))
  if (folder === undefined) return 'closed'
  const { exports = {} } = JSON.parse(textOf(root, `${folder}/package.json`)) as { exports?: Record<string, string> }
  const entry = exports[`.${rest}`]
  return entry === undefined ? 'closed' : normalize(join(folder, entry))
}

function cyclesIn(root: string, modules: readonly Module[]): string[] {
  const graph = new Map(
    modules.map(({ path, imports }) => [path, imports.map(({ specifier }) => targetOf(root, path, specifier))]),
  )
  const done = new Set<string>()
  const found: string[] = []
  const visit = (path: string, trail: readonly string[]): void => {
    const seenAt = trail.indexOf(path)
    if (seenAt >= 0)
      found.push(`${[...trail.slice(seenAt), path].join(' → ')}: a cycle; move what both need into a file below them`)
    if (seenAt >= 0 || done.has(path)) return
    for (const next of graph.get(path) ?? []) if (next !== undefined) visit(next, [...trail, path])
    done.add(path)
  }
  for (const path of graph.keys()) visit(path, [])
  return found
}

const targetOf = (root: string, from: string, specifier: string): string | undefined =>
  specifier.startsWith('.') ? fileMeant(from, specifier) : entryOf(root, specifier)
