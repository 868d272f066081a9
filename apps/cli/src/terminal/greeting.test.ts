import { expect, test } from 'vitest'
import { readSettings, refuseWrongStart } from '../settings.ts'
import { greeting } from './greeting.ts'

const terminal = {
  say: () => undefined,
  complain: () => undefined,
  strong: (text: string) => text,
  faint: (text: string) => text,
  width: 80,
}
const elsewhere = 'https://manager.example:4119'
const saidWith = (environment: Readonly<Record<string, string>>, manager: string) =>
  greeting({ console: 'http://localhost:4120', manager }, readSettings({ data: '/d' }, environment), terminal).join(
    '\n',
  )

test('a manager that is not started here is told with what names it: a shell may have kept the variable', () => {
  expect(saidWith({ LATCHKEY_MANAGER_URL: elsewhere }, elsewhere)).toContain(
    `  manager  ${elsewhere}, named by --manager-url or LATCHKEY_MANAGER_URL: none is started here`,
  )
  expect(saidWith({}, 'http://localhost:4119')).toMatch(/^ {2}manager {2}http:\/\/localhost:4119$/m)
  expect(() => refuseWrongStart(readSettings({ demo: true }, { LATCHKEY_MANAGER_URL: elsewhere }))).toThrow(
    'LATCHKEY_MANAGER_URL',
  )
})

test('the sign-ins of a demo stand in columns, one under the other', () => {
  const of = (userName: string) => ({ userName, password: `password of ${userName}` })
  const demo = { administrator: of('administrator'), limited: of('limited'), auditor: of('auditor') }
  const settings = readSettings({ data: '/d', demo: true }, {})
  const started = { console: 'http://localhost:4120', manager: 'http://localhost:4119', demo }
  const lines = greeting(started, settings, terminal).join('\n').split('\n')
  expect(new Set(lines.filter((line) => line.includes('password')).map((line) => line.indexOf('password'))).size).toBe(
    1,
  )
})
