import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { refusalOfNode } from './node-version.ts'

// What the gates hold the rest of the house to.
const { floors } = JSON.parse(
  readFileSync(new URL('../../../scripts/version-floors.json', import.meta.url), 'utf8'),
) as { floors: { node: string } }

test.each(['18.20.0', '20.20.2', '24.9.0', '24.14.0'])('Node %s is refused in a sentence', (version) => {
  expect(refusalOfNode(version)).toBe(`this is Node ${version}, and ${floors.node} or later is needed.`)
})

test.each(['24.14.1', '24.15.0', '25.0.0', '26.1.3', process.versions.node])('Node %s is new enough', (version) => {
  expect(refusalOfNode(version)).toBeUndefined()
})
