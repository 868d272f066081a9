import { folded } from '../../lib/folded.ts'
import { catalog, type CatalogRight } from './rights-catalog.ts'
import type { Rights } from './feature-level.ts'

/** Every word has to stand in what the right is called here, in its documented name, or in its path. */
export function findRights(q: string, known: Rights, called: (right: CatalogRight) => string): readonly CatalogRight[] {
  const words = folded(q)
    .split(/\s+/)
    .filter((word) => word !== '')
  return catalog.filter((right) => {
    const text = folded(`${called(right)}\n${right.documented}\n${right.path}`)
    return known.has(right.path) && words.every((word) => text.includes(word))
  })
}
