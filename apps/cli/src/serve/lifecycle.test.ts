import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'

const lifecycle = join(import.meta.dirname, 'lifecycle.ts')

function runWith(body: string) {
  const script = `
    import { leaveOnUnexpected } from ${JSON.stringify(lifecycle)}
    const logger = { fatal: ({ err }, what) => console.log(what, err.name, err.stack.includes('at ')) }
    leaveOnUnexpected({ logger, complain: (line) => console.error(line), exit: (code) => process.exit(code) })
    setInterval(() => {}, 1000)
    ${body}`
  return spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8', timeout: 10_000 })
}

describe('an error nobody expected', () => {
  test.each([
    ['thrown', "setTimeout(() => { throw new RangeError('the secret 1:abc') })"],
    ['rejected', "void Promise.reject(new RangeError('the secret 1:abc'))"],
  ])('that is %s is logged with its stack, shown by its name and ends with 70', (_, body) => {
    const { status, stdout, stderr } = runWith(body)
    expect(status).toBe(70)
    expect(stdout).toBe('unexpected error RangeError true\n')
    expect(stderr).toContain('RangeError')
    expect(stderr).not.toContain('secret')
  })
})
