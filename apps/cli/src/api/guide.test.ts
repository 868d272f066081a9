import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildProduct, buildTimeoutMs, program } from '../process-for-tests.ts'
import { startKeyedManager, type KeyedManager } from './keyed-manager-for-tests.ts'
import { nounNames } from './nouns.ts'
import { operationsOf } from './operations.ts'

let manager: KeyedManager
beforeAll(async () => {
  buildProduct()
  manager = await startKeyedManager()
}, buildTimeoutMs)
afterAll(() => manager.dispose())

const guide = readFileSync(new URL('../../../../docs/command-line.md', import.meta.url), 'utf8')

test('the commands of our guide run as they stand', () => {
  writeFileSync(manager.inPlace('latchkey'), `#!/bin/sh\nexec '${process.execPath}' '${program}' "$@"\n`, {
    mode: 0o700,
  })
  const blocks = [...guide.matchAll(/^```sh\n(.*?)^```$/gms)].map(([, block]) => block)
  const said = execFileSync('bash', ['-ec', blocks.join('\n')], {
    cwd: manager.folder,
    env: { PATH: `${manager.folder}:${process.env['PATH']}`, HOME: manager.folder, ...manager.environment },
    stdio: ['ignore', 'pipe', 'pipe'],
    encoding: 'utf8',
  })
  expect(said).toContain('refused, as it should be')
  expect(said).toContain('"keyName": "nightly report"')
  expect(said).not.toContain(manager.read('report.secret').trim())
})

test('every noun and verb stands in it', () => {
  for (const noun of nounNames) {
    const row = guide.split('\n').find((line) => line.startsWith(`| \`${noun}\` |`)) ?? ''
    const [, ...verbs] = [...row.matchAll(/`([\w-]+)`/g)].map(([, word]) => word)
    expect([noun, new Set(verbs)]).toEqual([noun, new Set(operationsOf(noun).map(({ verb }) => verb))])
  }
})
