import { globSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { lastWords, readJson, tool } from './tools.ts'

export async function checkFormat(root: string): Promise<string[]> {
  const outcome = await tool(root, 'node_modules/oxfmt/bin/oxfmt', ['--list-different'])
  if (outcome.code === 0) return []
  const files = outcome.lines.filter((line) => /^[\w./@-]+\.\w+$/.test(line))
  return files.length === 0
    ? lastWords('oxfmt', outcome)
    : files.map((file) => `${file}: not formatted; run "pnpm exec oxfmt"`)
}

export async function checkLint(root: string): Promise<string[]> {
  const outcome = await tool(root, 'node_modules/oxlint/bin/oxlint', [
    '--type-aware',
    '--deny-warnings',
    '--format=unix',
  ])
  if (outcome.code === 0) return []
  const found = outcome.lines.filter((line) => /^\S+:\d+:\d+: /.test(line))
  return found.length === 0 ? lastWords('oxlint', outcome) : found
}

// One program for each: what a package may see (Node, the DOM) is part of what is checked.
export async function checkTypes(root: string): Promise<string[]> {
  const projects = globSync(['packages/*/tsconfig.json', 'apps/*/tsconfig.json', 'scripts/tsconfig.json'], {
    cwd: root,
  }).toSorted()
  const found: string[] = []
  for (const project of projects) {
    const outcome = await tool(root, 'node_modules/typescript/bin/tsc', ['--project', project, '--pretty', 'false'])
    const errors = outcome.lines.filter((line) => /error TS\d+/.test(line))
    found.push(...(outcome.code !== 0 && errors.length === 0 ? lastWords(`tsc for ${project}`, outcome) : errors))
  }
  const bare = globSync(['packages/*/package.json', 'apps/*/package.json'], { cwd: root }).map((path) =>
    path.replace(/package\.json$/, 'tsconfig.json'),
  )
  return [
    ...new Set([
      ...found,
      ...bare
        .filter((path) => !projects.includes(path))
        .map((path) => `${path} is missing, so nothing there is checked`),
    ]),
  ]
}

export async function checkUnused(root: string): Promise<string[]> {
  const outcome = await tool(root, 'node_modules/knip/bin/knip.js', [
    '--no-progress',
    '--reporter',
    'compact',
    '--treat-config-hints-as-errors',
  ])
  if (outcome.code === 0) return []
  let heading = ''
  const found = outcome.lines.flatMap((line) => {
    const [, kind] = /^([A-Z][\w ]+) \(\d+\)$/.exec(line) ?? []
    if (kind === undefined) return [`${heading}: ${line}`]
    heading = kind
    return []
  })
  return found.length === 0 ? lastWords('knip', outcome) : found
}

interface VitestResult {
  readonly testResults: readonly {
    readonly name: string
    readonly status: string
    readonly message: string
    readonly assertionResults: readonly {
      readonly fullName: string
      readonly status: string
      readonly failureMessages: readonly string[] | null
    }[]
  }[]
}

export async function runTests(root: string) {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-vitest-'))
  try {
    const file = join(folder, 'result.json')
    const outcome = await tool(root, 'node_modules/vitest/vitest.mjs', [
      'run',
      '--reporter=json',
      '--reporter=dot',
      `--outputFile.json=${file}`,
    ])
    const read = resultOf(root, file)
    if (read === undefined) return { findings: lastWords('vitest', outcome), counts: { passed: 0, failed: 1 } }
    if (outcome.code === 0 || read.findings.length > 0) return read
    // An error outside every test, such as a promise nobody waited for.
    return { ...read, findings: lastWords('vitest', outcome), counts: { ...read.counts, failed: 1 } }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function resultOf(root: string, file: string) {
  let result: VitestResult
  try {
    result = readJson<VitestResult>(file)
  } catch {
    // It stopped before it had written anything down.
    return undefined
  }
  return countTests(root, result)
}

/** A test that was not run has not passed, whatever the reason. */
export function countTests(root: string, { testResults }: VitestResult) {
  const findings: string[] = []
  let passed = 0
  for (const { name, status, message, assertionResults } of testResults) {
    const path = name.replace(`${root}/`, '')
    for (const test of assertionResults) {
      if (test.status === 'passed') passed += 1
      else if (test.status === 'failed')
        findings.push(`${path}: ${test.fullName}: ${firstLine(test.failureMessages?.[0])}`)
      else
        findings.push(
          `${path}: ${test.fullName}: was not run (${test.status}); a test runs, or it fails with what is missing`,
        )
    }
    const isBroken = status === 'failed' && !assertionResults.some((test) => test.status === 'failed')
    if (isBroken) findings.push(`${path}: ${firstLine(message)}`)
  }
  if (testResults.length === 0) findings.push('vitest found no test at all')
  return {
    findings,
    counts: { passed, failed: findings.length },
    note: `${passed} tests in ${testResults.length} files${perEngine(testResults)}`,
  }
}

/** Repository tests run on both engines; a count that differs shows one that was left out. */
function perEngine(files: VitestResult['testResults']): string {
  const names = files.flatMap(({ assertionResults }) => assertionResults.map(({ fullName }) => fullName))
  const counts = ['SQLite', 'PostgreSQL'].map(
    (engine) => `${names.filter((name) => name.includes(`on ${engine}`)).length} on ${engine}`,
  )
  return `, of these ${counts.join(' and ')}`
}

const firstLine = (text: string | undefined): string => text?.split('\n', 1)[0]?.trim() || 'it gave no reason'
