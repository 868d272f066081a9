import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { buildProduct, buildTimeoutMs, createPlace, tooOpen } from '../process-for-tests.ts'
import { allSettings, variableOf } from '../setting-table.ts'

beforeAll(buildProduct, buildTimeoutMs)
let place: ReturnType<typeof createPlace>
beforeEach(() => void (place = createPlace()))
afterEach(() => place.dispose())

describe('the command line', () => {
  test('leaves no way to what all objects have in common', async () => {
    const look = `process.on('exit', () => console.log('__proto__' in {}))`
    const NODE_OPTIONS = `--import=data:text/javascript,${encodeURIComponent(look)}`
    expect((await place.run(['--version'], { NODE_OPTIONS })).output).toMatch(/\nfalse\n$/)
  })

  test('lists every setting with its variable and default', async () => {
    const { code, output } = await place.run(['--help'])
    expect(code).toBe(0)
    for (const [, definition] of allSettings()) {
      expect(output).toContain(`--${definition.flag}`)
      expect(output).toContain(variableOf(definition))
    }
    expect(output).toContain('default 4120')
  })

  test.each([
    [['start', '--prot', '1'], '--prot is no option of latchkey start; allowed: --port'],
    [['start', '--port'], '--port has no value, but must be a port'],
    [['start', '--port', 'x'], '--port is "x", but must be a port'],
    [['start', 'now'], 'latchkey start takes options only'],
    [['begin'], 'begin is no command; allowed: start'],
    [[], 'A command is missing'],
    [['admin'], 'A command is missing'],
    [['admin', 'reset'], 'needs the name of an administrator'],
    [['init'], 'init needs --admin NAME'],
    [['start', '--host', '0.0.0.0'], 'certificate --host 0.0.0.0,NAME --data'],
  ] as const)('%j ends with 2 and one sentence, and writes nothing', async (given, sentence) => {
    const { code, output, complaints } = await place.run(given)
    expect({ code, output }).toEqual({ code: 2, output: '' })
    expect(complaints).toContain(sentence)
    expect(complaints.trimEnd().split('\n')).toHaveLength(1)
    expect(existsSync(join(place.folder, '.local'))).toBe(false)
  })

  test('stops at an unknown variable', async () => {
    const { code, complaints } = await place.run(['start'], { LATCHKEY_PROT: '1' })
    expect(code).toBe(2)
    expect(complaints).toContain('LATCHKEY_PROT is no setting')
  })
})

describe('init', () => {
  test('makes one administrator, and no second', async () => {
    const first = await place.init()
    expect(first).toMatchObject({ code: 0, complaints: '' })
    expect(first.output).toContain(`start --data ${place.data}`)
    expect(tooOpen(place.data)).toEqual([])
    const second = await place.init('eve')
    expect(second.code).toBe(1)
    expect(second.complaints).toContain(`There is an administrator already; "`)
    expect(second.complaints).toContain(`admin reset NAME --data ${place.data}"`)
  })

  test('says that the data folder cannot be one, without a stack', async () => {
    writeFileSync(place.data, '')
    expect(await place.init()).toMatchObject({
      code: 1,
      complaints: expect.stringContaining(`latchkey: ${place.data} is not a folder.`),
    })
    expect(await place.run(['certificate', '--data', join(place.data, 'below')])).toMatchObject({ code: 1 })
  })

  test('says what is wrong with the password', async () => {
    expect(await place.init('ada', 'short')).toMatchObject({ code: 1 })
    expect((await place.init('ada', '')).complaints).toContain('--password-file is empty')
  })
})

describe('admin reset', () => {
  test('gives a new password, in a private file where one is asked for', async () => {
    await place.init()
    const { code, output } = await place.run(['admin', 'reset', 'ada', '--data', place.data])
    expect(code).toBe(0)
    expect(output).toMatch(/Password: \S{12,}/)
    const file = join(place.data, 'new-password')
    const second = await place.run(['admin', 'reset', 'ada', '--data', place.data, '--password-file', file])
    expect(second.output).not.toContain(readFileSync(file, 'utf8').trim())
    expect(tooOpen(place.data)).toEqual([])
  })

  test('changes nothing where the new password could not be kept', async () => {
    await place.init()
    const words = ['admin', 'reset', 'ada', '--data', place.data, '--password-file']
    for (const file of [place.folder, join(place.folder, 'none', 'file')])
      expect(await place.run([...words, file])).toMatchObject({
        code: 2,
        output: '',
        complaints: expect.stringContaining('Nothing was changed.'),
      })
  })

  test('knows no stranger and makes no manager', async () => {
    expect((await place.run(['admin', 'reset', 'ada', '--data', place.data])).complaints).toContain(
      'There is no manager in',
    )
    expect(existsSync(place.data)).toBe(false)
    await place.init()
    expect(await place.run(['admin', 'reset', 'eve', '--data', place.data])).toMatchObject({ code: 1 })
  })
})
